//! What the gate changes in requests and answers: pure functions of their text.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};

/// Reads up to the empty line that ends a head; gives it without that line, and what came after it already.
pub fn read_head(from: &mut impl Read) -> io::Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let length = from.read(&mut piece)?;
        if length == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.extend_from_slice(&piece[..length]);
        if let Some(end) = end_of_head(&bytes) {
            let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
            return Ok((head, bytes.split_off(end + 4)));
        }
    }
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n")
}

fn is_header(line: &str, name: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| key.eq_ignore_ascii_case(name))
}

/// Pages have no dot in their path; the API has no pages.
pub fn may_be_a_page(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    !path.contains('.') && !path.starts_with("/api/") && !path.starts_with("/till/")
}

pub fn content_length(head: &str) -> usize {
    let line = head.lines().find(|line| is_header(line, "content-length"));
    line.and_then(|line| line.split_once(':')?.1.trim().parse().ok()).unwrap_or(0)
}

/// One request a connection; unpacked when the answer is to be changed; in `language` if there is one.
pub fn request_head(head: &str, unpacked: bool, language: Option<&str>) -> String {
    let replaced = |line: &str| {
        is_header(line, "connection")
            || (unpacked && is_header(line, "accept-encoding"))
            || (language.is_some() && is_header(line, "accept-language"))
    };
    let mut lines: Vec<String> = head.split("\r\n").filter(|line| !replaced(line)).map(str::to_owned).collect();
    lines.extend(language.map(|language| format!("accept-language: {language}")));
    lines.extend(["connection: close", "", ""].map(str::to_owned));
    lines.join("\r\n")
}

/// An answer, with `script` first in it if it is a page, and that script's hash in the page's content policy.
pub fn with_script(answer: &[u8], script: &str) -> Vec<u8> {
    let Some(end) = end_of_head(answer) else { return answer.to_vec() };
    let head = String::from_utf8_lossy(&answer[..end]);
    let is_html = head.lines().any(|line| is_header(line, "content-type") && line.contains("text/html"));
    let body = String::from_utf8_lossy(&answer[end + 4..]);
    let Some(at) = body.find("<head>").filter(|_| is_html) else { return answer.to_vec() };
    let (before, after) = body.split_at(at + "<head>".len());
    let body = format!("{before}<script>{script}</script>{after}");
    let hash = BASE64_STANDARD.encode(Sha256::digest(script.as_bytes()));
    let lines = head.split("\r\n").filter(|line| !is_header(line, "content-length"));
    let mut changed: Vec<String> = lines
        .map(|line| {
            let policy = is_header(line, "content-security-policy");
            if policy { line.replace("script-src ", &format!("script-src 'sha256-{hash}' ")) } else { line.to_owned() }
        })
        .collect();
    changed.push(format!("content-length: {}", body.len()));
    format!("{}\r\n\r\n{body}", changed.join("\r\n")).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_the_script_and_its_policy_the_hash() {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Security-Policy: script-src 'self'\r\ncontent-length: 13\r\n\r\n<head></head>";
        let changed = String::from_utf8(with_script(page.as_bytes(), "1")).unwrap();
        assert!(
            changed.contains("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=' 'self'"),
            "{changed}"
        );
        assert!(changed.ends_with("content-length: 31\r\n\r\n<head><script>1</script></head>"), "{changed}");
    }

    #[test]
    fn what_is_not_a_page_is_left_alone() {
        let json = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"a\":\"<head>\"}";
        assert_eq!(with_script(json, "1"), json);
    }

    #[test]
    fn a_request_asks_for_one_answer_and_for_text_when_it_will_be_changed() {
        let head = "GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\nConnection: keep-alive";
        assert_eq!(request_head(head, true, None), "GET / HTTP/1.1\r\nHost: a\r\nconnection: close\r\n\r\n");
        let said = request_head(head, false, Some("en"));
        assert!(said.contains("Accept-Encoding: br") && said.contains("accept-language: en\r\n"));
    }
}
