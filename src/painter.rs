//! Painting a poster: a file of its own beside the page's, which shows all that it is made of before the first stroke. Owns nothing of what
//! stands on it (`shuke_face::poster`), and no brush (`device::easel`).

use crate::device::easel::{self, Easel, Png};
use crate::failure::Failure;
use crate::i18n::Texts;
use crate::remote::Coming;
use send_wrapper::SendWrapper;
use shuke_face::pages::posters::Wish;
use shuke_face::poster::Poster;
use shuke_rules::policy::Brand;
use wasm_bindgen::JsValue;

/// What its file brings.
#[derive(Clone, Copy)]
pub struct Painter {
    pub paint: fn(Order) -> Coming<Png>,
    /// The middle of a picture that somebody chose, for a poster.
    pub crop: fn(JsValue) -> Coming<JsValue>,
}

/// Fetches it. Made above, where files are known.
#[derive(Clone, Copy)]
pub struct Source(pub fn() -> Coming<Painter>);

/// What is to be painted. The page that wished it may be gone by then.
pub struct Order {
    pub brand: Brand,
    /// As friends read it; empty for none.
    pub name: String,
    pub link: String,
    /// The member's own, cropped.
    pub picture: Option<SendWrapper<JsValue>>,
    pub wish: Wish,
    pub t: &'static Texts,
}

pub const PAINTER: Painter = Painter {
    paint: |order| Box::pin(async move { painted(&order).await.map_err(unreadable) }),
    crop: |file| Box::pin(async move { easel::cropped(file).await.map_err(unreadable) }),
};

async fn painted(order: &Order) -> Result<Png, JsValue> {
    let easel = Easel::new()?;
    let poster = Poster {
        brand: &order.brand,
        name: &order.name,
        link: &order.link,
        has_picture: order.picture.is_some(),
        layout: order.wish.layout,
        dark: order.wish.dark,
        t: order.t,
    };
    let commands = poster.commands(&easel).ok_or(JsValue::UNDEFINED)?;
    easel.paint(&commands, &poster.palette(), order.picture.as_deref()).await?;
    easel.png().await
}

fn unreadable(_: JsValue) -> Failure {
    Failure::Unreadable
}
