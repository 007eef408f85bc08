//! Days ahead on which checking in earns more: drawn by `shuke_face`.

pub use shuke_face::shapes::days::themed_days;
