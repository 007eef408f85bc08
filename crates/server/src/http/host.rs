//! Which server a request is for. It says so exactly once: behind it stands whose pages may write.

use crate::Error;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{Request, Version};
use shuke_contract::{ErrorCode, Problem};

/// # Errors
/// [`ErrorCode::MalformedHead`] unless there is one `Host`, it is one, and the address names no other.
pub fn check<B>(request: &Request<B>) -> Result<(), Error> {
    let mut said = request.headers().get_all(HOST).iter();
    let wrong = match (said.next(), said.next()) {
        // Of HTTP/1.0 it is no part: balancers ask after our health in it.
        (None, _) if request.version() < Version::HTTP_11 => None,
        (None, _) => Some("There is no Host."),
        (Some(_), Some(_)) => Some("There is more than one Host."),
        (Some(host), None) => match Authority::try_from(host.as_bytes()) {
            Ok(host) if !is_plain(&host) => Some("The Host is not one."),
            Ok(host) if request.uri().authority().is_some_and(|other| *other != host) => {
                Some("The address and the Host name different servers.")
            }
            Ok(_) => None,
            Err(_) => Some("The Host is not one."),
        },
    };
    match wrong {
        None => Ok(()),
        Some(what) => Err(Problem::new(ErrorCode::MalformedHead, what)
            .rule("A request has one Host: a name or an address, with the port where it is not the scheme's own.")
            .remedy("Send the host of this server's address.")
            .into()),
    }
}

/// A host and perhaps a port: nobody's name before it, and no list.
fn is_plain(host: &Authority) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':' | b'[' | b']');
    !host.host().is_empty() && host.as_str().bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(version: Version, uri: &str, hosts: &[&str]) -> u16 {
        let mut request = Request::builder().version(version).uri(uri);
        for host in hosts {
            request = request.header(HOST, *host);
        }
        check(&request.body(()).unwrap()).map_or_else(|error| error.problem().status, |()| 200)
    }

    #[test]
    fn a_request_names_one_host_once() {
        let of = |hosts: &[&str]| status(Version::HTTP_11, "/", hosts);
        for good in ["card.example", "127.0.0.1:8080", "[::1]:8080", "Card.Example"] {
            assert_eq!(of(&[good]), 200, "{good}");
        }
        for bad in ["", "a b", "a,b", "root@card.example", "card.example/x", "a:b:c", ":80"] {
            assert_eq!(of(&[bad]), 400, "{bad}");
        }
        assert_eq!(of(&[]), 400);
        assert_eq!(of(&["card.example", "card.example"]), 400);
        assert_eq!(status(Version::HTTP_10, "/healthz", &[]), 200);
        assert_eq!(status(Version::HTTP_10, "/healthz", &["a", "b"]), 400);
        assert_eq!(status(Version::HTTP_11, "http://card.example/", &["card.example"]), 200);
        assert_eq!(status(Version::HTTP_11, "http://card.example/", &["evil.example"]), 400);
    }
}
