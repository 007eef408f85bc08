//! The camera's place before the camera is there: as large as with it, so that nothing moves when it comes.

use super::controls::live;
use crate::words::Texts;
use crate::{Markup, html};

pub fn coming(t: &Texts) -> Markup {
    html! {
        div.camera {
            div.camera-picture { div role="status" { (starting(t)) } }
            (live("status"))
        }
    }
}

/// In its square.
pub fn starting(t: &Texts) -> Markup {
    html! { span.note { (t.scan().starting) } }
}
