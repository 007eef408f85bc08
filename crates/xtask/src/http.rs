//! As much HTTP/1.1 as measuring our own server on this machine takes: one connection, kept alive.
//!
//! Not a client for anything else: no TLS, no redirects, lengths or chunks only.

use anyhow::{Context as _, Result, bail};
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

pub struct Connection {
    at: SocketAddr,
    stream: BufReader<TcpStream>,
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// Names in small letters.
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The cookies it sets, as a request sends them back.
    pub fn cookies(&self) -> String {
        let set = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        set.filter_map(|(_, value)| value.split(';').next()).collect::<Vec<_>>().join("; ")
    }
}

impl Connection {
    pub fn open(at: SocketAddr) -> Result<Self> {
        let stream =
            TcpStream::connect_timeout(&at, Duration::from_secs(5)).with_context(|| format!("cannot reach {at}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        Ok(Self { at, stream: BufReader::new(stream) })
    }

    pub fn address(&self) -> SocketAddr {
        self.at
    }

    /// `headers` are whole lines without their ends.
    pub fn ask(&mut self, method: &str, path: &str, headers: &[String], body: &[u8]) -> Result<Reply> {
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n", self.at, body.len()).into_bytes();
        for header in headers {
            request.extend(header.as_bytes());
            request.extend(b"\r\n");
        }
        request.extend(b"\r\n");
        request.extend(body);
        self.stream.get_mut().write_all(&request)?;
        self.reply()
    }

    pub fn get(&mut self, path: &str, headers: &[String]) -> Result<Reply> {
        self.ask("GET", path, headers, b"")
    }

    fn reply(&mut self) -> Result<Reply> {
        let first = self.line()?;
        let status =
            first.split(' ').nth(1).and_then(|code| code.parse().ok()).with_context(|| format!("not HTTP: {first}"))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut reply = Reply { status, headers, body: Vec::new() };
        reply.body = self.body(&reply)?;
        Ok(reply)
    }

    fn body(&mut self, reply: &Reply) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        if let Some(length) = reply.header("content-length") {
            body.resize(length.parse()?, 0);
            self.stream.read_exact(&mut body)?;
        } else if reply.header("transfer-encoding").is_some() {
            loop {
                let size = usize::from_str_radix(self.line()?.trim(), 16).context("not a chunk")?;
                let start = body.len();
                body.resize(start + size, 0);
                self.stream.read_exact(&mut body[start..])?;
                self.line()?;
                if size == 0 {
                    break;
                }
            }
        }
        Ok(body)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        line.truncate(line.trim_end().len());
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{net::TcpListener, thread};

    fn answer(bytes: &'static [u8]) -> Connection {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        thread::spawn(move || {
            let mut stream = listener.accept().unwrap().0;
            stream.write_all(bytes).unwrap();
            // Closing with a request unread would take the answer back.
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            stream.read_to_end(&mut Vec::new())
        });
        Connection::open(at).unwrap()
    }

    #[test]
    fn a_body_of_a_told_length_and_one_in_chunks_are_read_whole() {
        let two = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: a=b; Path=/\r\n\r\nhi\
            HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";
        let mut connection = answer(two);
        let first = connection.get("/", &[]).unwrap();
        assert_eq!((first.status, first.body.as_slice(), first.cookies().as_str()), (200, b"hi".as_slice(), "a=b"));
        let second = connection.get("/", &[]).unwrap();
        assert_eq!((second.status, second.body.as_slice()), (404, b"abcd".as_slice()));
    }

    #[test]
    fn a_connection_that_closes_is_an_error() {
        assert!(answer(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi").get("/", &[]).is_err());
    }
}
