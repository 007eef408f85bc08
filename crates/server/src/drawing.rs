//! Drawing the middle of a page for its visitor, with what the app would ask for: the same endpoints, the same markup. What was read
//! travels with the page, so that the app asks for none of it again.

use crate::Error;
use crate::http::reads::{Answered, Asked, Reads};
use crate::http::{App, Client};
use crate::store::Work;
use axum::http::{HeaderMap, HeaderValue};
use shuke_contract::boot::Boot;
use shuke_contract::{Endpoint, ErrorCode};
use shuke_face::document::Share;
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

/// What a feature says of a page where its address is passed on, whoever fetches it there: nobody is signed in.
pub struct Shared {
    pub page: Page,
    pub say: Say,
}

/// `None` where there is nothing of that name.
pub type Say = for<'c, 'a> fn(&'c mut Drawing<'a>) -> Work<'c, Option<Share>>;

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
    /// Cookies that the browser keeps.
    pub keeps: Vec<HeaderValue>,
}

impl Drawing<'_> {
    /// Reads what the visitor would be answered.
    pub async fn read<E: Endpoint>(&mut self, id: &str) -> Result<E::Reply, Error> {
        let asked = Asked { headers: self.headers, client: self.client, id };
        let reads: Arc<Reads> = self.app.context.shared();
        let Answered { json, keeps } = reads.read(self.app, E::PATH, asked).await?;
        self.keeps.extend(keeps);
        let reply = serde_json::from_str(&json).map_err(Error::internal)?;
        self.replies.push((E::path(id), json));
        Ok(reply)
    }

    /// What was read already.
    pub fn came<E: Endpoint>(&self, id: &str) -> Result<Option<E::Reply>, Error> {
        let path = E::path(id);
        let reply = self.replies.iter().find(|(of, _)| *of == path);
        reply.map(|(_, json)| serde_json::from_str(json).map_err(Error::internal)).transpose()
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

    /// The same; `none` where there is no such thing.
    pub fn of_or<E: Endpoint>(
        &mut self,
        draw: fn(&E::Reply, Setting<'_>) -> Markup,
        none: fn(Setting<'_>) -> Markup,
    ) -> Work<'_, Markup> {
        Box::pin(async move {
            match self.read::<E>(self.id).await {
                Err(Error::Refused(problem)) if problem.code == ErrorCode::NotFound => Ok(self.draw(none)),
                read => read.map(|reply| self.draw(|setting| draw(&reply, setting))),
            }
        })
    }

    /// Draws what nothing is read for.
    pub fn alone(&mut self, draw: fn(Setting<'_>) -> Markup) -> Work<'_, Markup> {
        Box::pin(async move { Ok(self.draw(draw)) })
    }
}
