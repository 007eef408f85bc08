//! Files of the built app: those with a hash in their name for ever, the others asked after each time.

use super::page::{etag, wasm};
use crate::Error;
use crate::http::{App, answer};
use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, HeaderName, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use std::iter;
use std::path::PathBuf;

const SERVICE_WORKER_ALLOWED: HeaderName = HeaderName::from_static("service-worker-allowed");
/// A worker fetches the app's own files and nothing else.
const WORKER_POLICY: &str = "default-src 'none'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Whether a path names a file: its last part has an ending.
pub fn is_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|last| last.contains('.')) && mime(path).is_some()
}

fn mime(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    Some(match ending {
        "wasm" => "application/wasm",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "avif" => "image/avif",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

/// Whether the name holds a hash of the content: 12 or more hexadecimal digits after a hyphen.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    stem.rsplit(['-', '_']).next().is_some_and(|hash| {
        hash.len() >= 12 && stem.len() > hash.len() && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// The place of a file; only plain names can leave nothing but the app's directory.
fn place(app: &App, path: &str) -> Option<PathBuf> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let plain = |part: &&str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
    };
    parts.iter().all(plain).then(|| parts.iter().fold(app.settings.app.clone(), |place, part| place.join(part)))
}

/// Brands without a kit of their own, and what a kit lacks, have these.
const PLAIN: &str = "plain";
/// What stands for any picture of something to take part in, for any class of goods, for any prize – goods, or something given – and for any tier:
/// nothing, so that its material is seen.
const ANY: [(&str, &[&str]); 4] = [
    ("card-", &["card-event.svg"]),
    ("goods-", &["sign-purchase.svg"]),
    ("prize-", &["goods-regular.svg", "sign-gift.svg"]),
    ("tier-", &["tier-any.svg"]),
];

/// The name of a drawing of whatever kit the brand has: `/art/scene-inbox.svg`.
pub fn drawing(path: &str) -> Option<&str> {
    path.strip_prefix("/art/").filter(|name| mime(name) == Some("image/svg+xml") && !name.contains('/'))
}

/// A drawing: of the brand's kit, else the plain one.
pub async fn art(app: &App, kit: &str, name: &str, asked: &HeaderMap) -> Result<Response, Error> {
    let any = ANY.iter().find(|(kind, _)| name.starts_with(kind)).map_or(&[][..], |(_, any)| any);
    let kit = if kit.is_empty() { PLAIN } else { kit };
    let mut found = Err(answer::not_found());
    for (name, kit) in iter::once(&name).chain(any).flat_map(|name| [(name, kit), (name, PLAIN)]) {
        found = answer(app, &format!("/art/{kit}/{name}"), asked).await;
        if found.is_ok() {
            break;
        }
    }
    let mut response = found?;
    // Shown at once the next time; looked after meanwhile.
    let cache = HeaderValue::from_static("public, max-age=3600, stale-while-revalidate=604800");
    response.headers_mut().insert(CACHE_CONTROL, cache);
    Ok(response)
}

pub async fn answer(app: &App, path: &str, asked: &HeaderMap) -> Result<Response, Error> {
    let kind = mime(path).ok_or_else(answer::not_found)?;
    let place = place(app, path).ok_or_else(answer::not_found)?;
    let (bytes, encoding) = read(place, asked).await.ok_or_else(answer::not_found)?;
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let cache = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if path == "/sw.js" {
        headers.insert(SERVICE_WORKER_ALLOWED, HeaderValue::from_static("/"));
    }
    if let Some(policy) = policy(path, asked) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy).map_err(Error::internal)?);
    }
    if !is_hashed(path) {
        let tag = etag(&bytes);
        let same = answer::is_known(asked, &tag);
        headers.insert(ETAG, HeaderValue::from_str(&tag).map_err(Error::internal)?);
        if same {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return Ok(response);
        }
    }
    *response.body_mut() = Body::from(bytes);
    Ok(response)
}

/// The policy that a worker's script comes with governs what the worker itself may do.
fn policy(path: &str, asked: &HeaderMap) -> Option<String> {
    match path {
        "/sw.js" => Some(WORKER_POLICY.to_owned()),
        // The reader of codes fetches its module and runs it.
        "/decoder.js" => Some(format!("{WORKER_POLICY}; script-src {}", wasm(asked))),
        _ => None,
    }
}

/// The file, packed as the browser takes it where a packed copy lies beside it.
async fn read(place: PathBuf, asked: &HeaderMap) -> Option<(Vec<u8>, Option<&'static str>)> {
    let takes = |encoding| accepts(asked, encoding);
    let (brotli, gzip) = (takes("br"), takes("gzip"));
    let reading = tokio::task::spawn_blocking(move || {
        let packed = |ending: &str| {
            let mut name = place.clone().into_os_string();
            name.push(ending);
            std::fs::read(PathBuf::from(name)).ok()
        };
        let best = brotli.then(|| packed(".br")).flatten().map(|bytes| (bytes, Some("br")));
        let best = best.or_else(|| gzip.then(|| packed(".gz")).flatten().map(|bytes| (bytes, Some("gzip"))));
        best.or_else(|| std::fs::read(&place).ok().map(|bytes| (bytes, None)))
    });
    reading.await.ok().flatten()
}

/// Whether the browser takes an encoding.
pub fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
    let values = asked.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty());
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(is_hashed("/app-0123456789ab.wasm"));
        for path in ["/sw.js", "/manifest.webmanifest", "/icons/icon.svg", "/app-latest.js", "/0123456789abcdef.js"] {
            assert!(!is_hashed(path), "{path}");
        }
    }

    #[test]
    fn encodings_are_taken_as_the_browser_says() {
        let mut asked = HeaderMap::new();
        asked.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip;q=0.5, br;q=0, zstd"));
        assert!(accepts(&asked, "gzip"));
        assert!(!accepts(&asked, "br"));
    }
}
