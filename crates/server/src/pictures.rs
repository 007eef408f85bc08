//! Pictures of items: kept in the database under the hash of their content, given out for ever and so that nothing in them
//! can run. Owns what is taken as a picture, and how what members send is written anew.

pub mod anew;
pub mod base64;
pub mod photo;
mod svg;

use crate::Error;
use crate::http::{App, answer};
use crate::store::Conn;
use crate::store::seal::{Name, Seal};
use crate::store::table::{Rows, Table};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use shuke_rules::Instant;
use shuke_rules::hex::hex;

/// Bytes of a picture at most.
pub const MOST_BYTES: usize = 200_000;

/// A drawing may have styles of its own; nothing in a picture runs, and nothing is fetched for it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'; base-uri 'none'";

/// What a picture may be: ending, content type, and how its content begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Svg,
    Webp,
    Avif,
    Png,
    Jpeg,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Svg, Self::Webp, Self::Avif, Self::Png, Self::Jpeg];

    pub const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Webp => "webp",
            Self::Avif => "avif",
            Self::Png => "png",
            Self::Jpeg => "jpeg",
        }
    }

    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    /// By the ending of a file's name.
    fn named(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        let ending = if ending == "jpg" { "jpeg" } else { &ending };
        Self::ALL.into_iter().find(|kind| kind.ending() == ending)
    }

    fn of_content_type(content_type: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.content_type() == content_type)
    }

    fn begins(self, bytes: &[u8]) -> bool {
        match self {
            Self::Svg => std::str::from_utf8(bytes).is_ok_and(|text| text.contains("<svg")),
            Self::Webp => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
            Self::Avif => bytes.get(4..12) == Some(b"ftypavif"),
            Self::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            Self::Jpeg => bytes.starts_with(b"\xff\xd8\xff"),
        }
    }
}

/// A picture that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub kind: Kind,
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    pub hash: String,
}

impl Picture {
    /// From a file's name and content.
    ///
    /// # Errors
    /// What is wrong with it and what to do, in words.
    pub fn of(name: &str, bytes: Vec<u8>) -> Result<Self, String> {
        let kind =
            Kind::named(name).ok_or("is no svg, webp, avif, png or jpeg by its ending; save it as one of them")?;
        if bytes.len() > MOST_BYTES {
            return Err(format!("has {} bytes; make it smaller, {MOST_BYTES} at most", bytes.len()));
        }
        if !kind.begins(&bytes) {
            return Err(format!("is not what its ending says, .{}; save it anew", kind.ending()));
        }
        let bytes = match kind {
            Kind::Svg => svg::cleaned(&String::from_utf8_lossy(&bytes))?.into_bytes(),
            _ => bytes,
        };
        let hash = hex(&Sha256::digest(&bytes));
        Ok(Self { kind, bytes, hash })
    }

    /// Where it is, below the server's address.
    pub fn path(&self) -> String {
        format!("/pictures/{}.{}", self.hash, self.kind.ending())
    }
}

pub static SEAL: Seal = Seal {
    table: "pictures",
    key: &[Name::Text("hash")],
    columns: &["hash", "content_type", "body", "added_at"],
    first: None,
    member: None,
};

/// How they are proven.
pub const TABLES: &[Table] = &[Table {
    name: "pictures",
    seal: Some(&SEAL),
    rows: Rows::Partly("the items that show it", "a picture that no item shows any more is for nobody"),
    columns: &[],
}];

/// The hashes of all pictures that are kept.
pub async fn kept(connection: &mut Conn) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = sqlx::query_as("SELECT hash FROM pictures").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|(hash,)| hash).collect())
}

/// Keeps a picture; one that is there already stays.
pub async fn keep(tx: &mut Conn, picture: &Picture, now: Instant) -> Result<(), Error> {
    SEAL.query(
        "INSERT INTO pictures (hash, content_type, body, added_at, seal) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (hash) DO NOTHING",
    )
    .bind(&picture.hash)
    .bind(picture.kind.content_type())
    .bind(base64::encode(&picture.bytes))
    .bind(now.timestamp_micros())
    .execute(tx)
    .await?;
    Ok(())
}

/// The picture at a path that [`Picture::path`] gave.
pub async fn find(connection: &mut Conn, path: &str) -> Result<Option<Picture>, Error> {
    let Some((hash, ending)) = path.strip_prefix("/pictures/").and_then(|file| file.split_once('.')) else {
        return Ok(None);
    };
    let row: Option<(String, String)> = sqlx::query_as("SELECT content_type, body FROM pictures WHERE hash = $1")
        .bind(hash)
        .fetch_optional(connection)
        .await?;
    let Some((content_type, body)) = row else { return Ok(None) };
    let broken = || Error::internal(format!("the picture {hash} cannot be read"));
    let kind = Kind::of_content_type(&content_type).ok_or_else(broken)?;
    let bytes = base64::decode(&body).ok_or_else(broken)?;
    Ok((kind.ending() == ending).then(|| Picture { kind, bytes, hash: hash.to_owned() }))
}

pub fn routes() -> Router<App> {
    Router::new().route("/pictures/{file}", get(give))
}

async fn give(State(app): State<App>, Path(file): Path<String>) -> Response {
    given(&app, &file).await.unwrap_or_else(IntoResponse::into_response)
}

async fn given(app: &App, file: &str) -> Result<Response, Error> {
    let found = find(&mut *app.store.read().await?, &format!("/pictures/{file}")).await?;
    let picture = found.ok_or_else(answer::not_found)?;
    let mut response = Response::new(Body::from(picture.bytes));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(picture.kind.content_type()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_what_its_ending_says_and_not_too_large() {
        let png = b"\x89PNG\r\n\x1a\nrest".to_vec();
        assert_eq!(Picture::of("a.PNG", png.clone()).unwrap().path().len(), "/pictures/".len() + 64 + ".png".len());
        assert!(Picture::of("a.jpg", png.clone()).unwrap_err().contains("not what its ending says"));
        assert!(Picture::of("a.gif", png.clone()).unwrap_err().contains("by its ending"));
        let mut large = png;
        large.resize(MOST_BYTES + 1, 0);
        assert!(Picture::of("a.png", large).unwrap_err().contains("200001 bytes"));
        assert!(Picture::of("a.jpg", b"\xff\xd8\xff\xe0".to_vec()).unwrap().path().contains(".jpeg"));
    }
}
