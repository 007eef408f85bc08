//! Draws the poster anew whenever something of it is wished otherwise, and has the server keep what was drawn last, so that the picture has an
//! address: WeChat saves no other on a long press. Without network, or where every byte is paid for, the picture is in its own address.

use crate::api::{self, Call, IdempotencyKey};
use crate::device::easel::{self, Png};
use crate::device::{dom, files, network, timers};
use crate::i18n::Texts;
use crate::painter::{Order, Source};
use crate::react::spawn;
use crate::session::Center;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use shuke_contract::posters::{KeepPoster, KeepPosterRequest, KeptPoster, Posters};
use shuke_face::Page;
use shuke_face::pages::posters::Wish;
use wasm_bindgen::JsValue;

/// How an address begins that holds all of a picture.
const DATA: &str = "data:";
/// Nothing is sent before one has stopped choosing for so long.
const REST_MS: i32 = 700;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    None,
    /// The chosen picture cannot be opened.
    Picture,
    /// The poster could not be drawn.
    Drawing,
}

#[derive(Clone, Copy)]
pub struct Studio {
    center: Center,
    t: &'static Texts,
    painter: Source,
    posters: StoredValue<Posters>,
    pub wish: RwSignal<Wish>,
    /// The member's own, cropped.
    pub picture: RwSignal<Option<SendWrapper<JsValue>>>,
    /// The address of the poster; empty until there is one.
    pub source: RwSignal<String>,
    pub can_send: RwSignal<bool>,
    pub trouble: RwSignal<Trouble>,
    file: StoredValue<Option<SendWrapper<JsValue>>>,
    /// Counts what was begun: what was overtaken counts for nothing.
    turn: StoredValue<u32>,
}

impl Studio {
    pub fn open(center: Center, t: &'static Texts, posters: &Posters) -> Self {
        Self {
            center,
            t,
            painter: expect_context(),
            posters: StoredValue::new(posters.clone()),
            wish: RwSignal::new(Wish::first(posters)),
            picture: RwSignal::new(None),
            source: RwSignal::new(String::new()),
            can_send: RwSignal::new(false),
            trouble: RwSignal::new(Trouble::None),
            file: StoredValue::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// Where a friend goes who scans the poster.
    pub fn link(self) -> String {
        let path = self.posters.with_value(|posters| Page::ReferralLink.of(&posters.code).href());
        dom::origin() + &path
    }

    /// Draws what is wished now.
    pub fn draw(self) {
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        self.trouble.set(Trouble::None);
        // Read now: later the page may have gone.
        let (Source(source), order) = (self.painter, self.order());
        spawn(async move {
            let painted = async { (source().await?.paint)(order).await }.await;
            if !self.is_last(turn) {
                return;
            }
            match painted {
                Ok(png) => self.show(png, turn).await,
                Err(_) => self.trouble.set(Trouble::Drawing),
            }
        });
    }

    /// Whether the page is still there and nothing else was wished since.
    fn is_last(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    fn order(self) -> Order {
        let wish = self.wish.get_untracked();
        Order {
            brand: self.center.with_boot_now(|boot| boot.brand.clone()),
            name: self
                .posters
                .with_value(|posters| posters.name.clone())
                .filter(|_| wish.shows_name)
                .unwrap_or_default(),
            link: self.link(),
            picture: self.picture.get_untracked(),
            wish,
            t: self.t,
        }
    }

    async fn show(self, png: Png, turn: u32) {
        let name = self.file_name();
        let file = easel::file(&png.file, &name).ok();
        self.can_send.set(file.as_ref().is_some_and(files::can_send));
        self.file.set_value(file.map(SendWrapper::new));
        self.source.set(png.address.clone());
        timers::pause(REST_MS).await;
        // A photo leaves this phone when its owner says so.
        let is_own = self.picture.try_with(Option::is_some).unwrap_or(true);
        if !network::is_spared() && !is_own {
            self.keep(png.address, turn).await;
        }
    }

    /// Has the server keep it, and shows it from there.
    async fn keep(self, drawn: String, turn: u32) {
        if !self.is_last(turn) {
            return;
        }
        if let Some(address) = self.kept(&drawn).await
            && easel::loaded(&address).await
            && self.is_last(turn)
        {
            self.source.set(address);
        }
    }

    /// Has the server keep it; where it is then. Refused or without network it stays where it is.
    async fn kept(self, address: &str) -> Option<String> {
        let (_, png) = address.split_once(',')?;
        let call = Call::to::<KeepPoster>("", &KeepPosterRequest { png: png.to_owned() });
        let text = self.center.send(&call, Some(&IdempotencyKey::new())).await.ok()?;
        api::read::<KeptPoster>(&text).ok().map(|kept| kept.address)
    }

    fn file_name(self) -> String {
        let t = self.t;
        self.center.with_boot_now(|boot| (t.posters().file)(t.lang.pick(&boot.brand.name)) + ".png")
    }

    pub fn save(self) {
        let (address, turn) = (self.source.get_untracked(), self.turn.get_value());
        // What fails is the browser's to tell: the picture is there to be held.
        let _ = files::save(&self.file_name(), &address);
        if address.starts_with(DATA) {
            spawn(self.keep(address, turn));
        }
    }

    pub fn send(self) {
        if let Some(file) = self.file.get_value() {
            spawn(async move { files::send(&file).await });
        }
    }

    /// Puts a picture that was chosen into the poster.
    pub fn take(self, file: JsValue) {
        let Source(source) = self.painter;
        spawn(async move {
            let cropped = async { (source().await?.crop)(file).await }.await;
            let Ok(picture) = cropped else {
                self.trouble.try_set(Trouble::Picture);
                return;
            };
            // The page may have gone meanwhile.
            if self.picture.try_set(Some(SendWrapper::new(picture))).is_none() {
                self.draw();
            }
        });
    }

    pub fn drop_picture(self) {
        self.picture.set(None);
        self.draw();
    }
}
