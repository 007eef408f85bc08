//! Drawing the middle of a page for its visitor, with what the app would ask for: the same endpoints, the same markup. What was read
//! travels with the page, so that the app asks for none of it again.

use crate::Error;
use crate::http::reads::{Asked, Reads};
use crate::http::{App, Client};
use crate::store::Work;
use axum::http::HeaderMap;
use shuke_contract::Endpoint;
use shuke_contract::boot::Boot;
use shuke_face::pages::Setting;
use shuke_face::words::Texts;
use shuke_face::{Display, Markup, Page, full_date};
use shuke_rules::time::Zone;
use std::sync::Arc;

/// A page that a feature draws.
pub struct Drawn {
    pub page: Page,
    pub draw: Draw,
}

pub type Draw = for<'c, 'a> fn(&'c mut Drawing<'a>) -> Work<'c, Markup>;

/// A page that is being drawn.
pub struct Drawing<'a> {
    pub app: &'a App,
    pub headers: &'a HeaderMap,
    pub client: &'a Client,
    pub boot: &'a Boot,
    pub t: &'static Texts,
    pub display: Display,
    /// What the address names; empty where it names nothing.
    pub id: &'a str,
    pub zone: Zone,
    /// What was read: path and reply.
    pub replies: Vec<(String, String)>,
}

impl Drawing<'_> {
    /// Reads what the visitor would be answered.
    pub async fn read<E: Endpoint>(&mut self, id: &str) -> Result<E::Reply, Error> {
        let asked = Asked { headers: self.headers, client: self.client, id };
        let reads: Arc<Reads> = self.app.context.shared();
        let json = reads.read(self.app, E::PATH, asked).await?;
        let reply = serde_json::from_str(&json).map_err(Error::internal)?;
        self.replies.push((E::path(id), json));
        Ok(reply)
    }

    /// The same where it is needed.
    pub async fn read_if<E: Endpoint>(&mut self, is_needed: bool) -> Result<Option<E::Reply>, Error> {
        if is_needed { self.read::<E>("").await.map(Some) } else { Ok(None) }
    }

    /// Draws with what was read.
    pub fn draw(&self, draw: impl FnOnce(Setting<'_>) -> Markup) -> Markup {
        let time = |at| self.zone.time_of(at);
        let day = |at| full_date(self.zone.day_of(at), self.t.lang);
        draw(Setting { boot: self.boot, t: self.t, display: self.display, time: &time, day: &day })
    }

    /// Draws what one endpoint says of what the address names.
    pub fn of<E: Endpoint>(&mut self, draw: fn(&E::Reply, Setting<'_>) -> Markup) -> Work<'_, Markup> {
        Box::pin(async move {
            let reply = self.read::<E>(self.id).await?;
            Ok(self.draw(|setting| draw(&reply, setting)))
        })
    }

    /// Draws what nothing is read for.
    pub fn alone(&mut self, draw: fn(Setting<'_>) -> Markup) -> Work<'_, Markup> {
        Box::pin(async move { Ok(self.draw(draw)) })
    }
}
