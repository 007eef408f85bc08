//! What the browser gives: storage, clock, timers, network, page life. Everything that listens or ticks cleans up
//! after itself here, so that no page has to.

pub mod camera;
pub mod canvas;
pub mod clock;
pub mod display;
pub mod dom;
pub mod easel;
pub mod events;
pub mod files;
pub mod history;
pub mod js;
pub mod network;
pub mod still;
pub mod storage;
pub mod style;
pub mod text;
pub mod timers;
pub mod wake;
pub mod wechat;
pub mod worker;
