//! As much of HTTP/1.1 as is needed: one request a connection.

use crate::{Double, Mood, answers};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

/// A request. Parameters stand in the order in which they came.
pub struct Asked {
    pub method: String,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub body: String,
    pub content_type: String,
}

impl Asked {
    pub fn names(&self) -> Vec<&str> {
        self.query.iter().map(|(name, _)| name.as_str()).collect()
    }

    pub fn value(&self, name: &str) -> &str {
        self.query.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }
}

pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

impl Answer {
    pub fn json(body: &serde_json::Value) -> Self {
        Self { status: 200, headers: vec![("content-type", "application/json".to_owned())], body: body.to_string() }
    }

    /// WeChat's errors come with status 200.
    pub fn error(code: i64, message: &str) -> Self {
        Self::json(&serde_json::json!({ "errcode": code, "errmsg": message }))
    }

    pub fn script(body: String) -> Self {
        Self { status: 200, headers: vec![("content-type", "text/javascript; charset=utf-8".to_owned())], body }
    }

    pub fn page(status: u16, body: &str) -> Self {
        Self { status, headers: vec![("content-type", "text/html; charset=utf-8".to_owned())], body: body.to_owned() }
    }

    pub fn to(address: String) -> Self {
        Self { status: 302, headers: vec![("location", address)], body: String::new() }
    }
}

pub fn serve(listener: &TcpListener, double: &Double) {
    for stream in listener.incoming().flatten() {
        let double = double.clone();
        std::thread::spawn(move || {
            // Whoever goes away before the answer has no use for it.
            let _ = one(&stream, &double);
        });
    }
}

fn one(stream: &TcpStream, double: &Double) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let Some(asked) = read(&mut reader)? else { return Ok(()) };
    // What people see is on other servers.
    let is_peoples = matches!(asked.path.as_str(), "/connect/oauth2/authorize" | "/jweixin.js");
    let mood = if is_peoples { Mood::Well } else { double.lock().mood };
    double.lock().asked.push(format!("{} {}", asked.method, asked.path));
    let answer = match mood {
        Mood::Down => return Ok(()),
        Mood::Broken => Answer::page(502, "<html>bad gateway</html>"),
        Mood::Errcode(code) => Answer::error(code, "as it was told"),
        Mood::Slow(pause) => {
            std::thread::sleep(pause);
            answers::answer(double, &asked)
        }
        Mood::Well => answers::answer(double, &asked),
    };
    write(stream, &answer)
}

fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Asked>> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Ok(None) };
    let (method, target) = (method.to_owned(), target.to_owned());
    let (mut length, mut content_type) = (0, String::new());
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? <= 2 {
            break;
        }
        let Some((name, value)) = header.split_once(':') else { continue };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().unwrap_or(0),
            "content-type" => value.trim().clone_into(&mut content_type),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let query = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let body = String::from_utf8_lossy(&body).into_owned();
    Ok(Some(Asked { method, path: path.to_owned(), query, body, content_type }))
}

fn write(mut stream: &TcpStream, answer: &Answer) -> std::io::Result<()> {
    let mut head =
        format!("HTTP/1.1 {} x\r\ncontent-length: {}\r\nconnection: close\r\n", answer.status, answer.body.len());
    for (name, value) in &answer.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(answer.body.as_bytes())
}
