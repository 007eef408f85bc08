//! Connections on which nothing moves are let go, whichever side is slow, and nobody else notices them.

use crate::support::TestApp;
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// What a request may take.
const TIMEOUT: Duration = Duration::from_secs(4);

/// A second for what stands still: what the settings allow at least.
fn start() -> TestApp {
    TestApp::start_with(&[("SHUKE_IDLE_SECONDS", "1"), ("SHUKE_TIMEOUT_SECONDS", "4")])
}

fn connect(app: &TestApp) -> TcpStream {
    TcpStream::connect(app.process.base.strip_prefix("http://").unwrap()).unwrap()
}

/// How many connections of clients the server holds. Those to its own database are none: how many there are is its pool's affair.
fn open(app: &TestApp) -> usize {
    let port: u16 = app.process.base.rsplit_once(':').unwrap().1.parse().unwrap();
    let local = format!(":{port:04X}");
    let table = std::fs::read_to_string(format!("/proc/{}/net/tcp", app.process.id())).unwrap();
    let is_held = |line: &&str| {
        let mut parts = line.split_whitespace().skip(1);
        let (at, peer) = (parts.next().unwrap(), parts.next().unwrap());
        // What no process holds any more, or not yet, has no inode.
        at.ends_with(&local) && !peer.ends_with(":0000") && parts.nth(6).is_some_and(|inode| inode != "0")
    };
    table.lines().skip(1).filter(is_held).count()
}

/// So many connections that the server holds. On a machine that was busy elsewhere meanwhile they may have been let go already: then anew.
#[track_caller]
fn held(app: &TestApp, many: usize) -> Vec<TcpStream> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        let sockets: Vec<TcpStream> = (0..many).map(|_| connect(app)).collect();
        let connected = Instant::now();
        while connected.elapsed() < Duration::from_secs(1) {
            if open(app) >= many {
                return sockets;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
    panic!("{} of {many} open", open(app));
}

/// Waits until the server holds nobody any more whom it served.
fn alone(app: &TestApp) {
    is_served(app);
    let_go(app, Duration::from_secs(5), "who was served");
}

/// Waits until the server holds nobody any more.
#[track_caller]
fn let_go(app: &TestApp, within: Duration, what: &str) {
    let begun = Instant::now();
    while open(app) > 0 {
        assert!(begun.elapsed() < within, "{what}: {} open", open(app));
        std::thread::sleep(Duration::from_millis(50));
    }
    println!("{what}: let go after {:?}", begun.elapsed());
}

/// What one asks while the others are slow.
fn is_served(app: &TestApp) {
    let took = || {
        let begun = Instant::now();
        app.get("/api/v1/boot").expect(200);
        begun.elapsed()
    };
    // Within a second; a machine that was busy elsewhere for one is asked again.
    let tries = [took(), took(), took()];
    assert!(
        tries.iter().any(|took| *took < Duration::from_secs(1)) && tries.iter().all(|took| *took < TIMEOUT),
        "{tries:?}"
    );
}

#[test]
fn a_hundred_that_never_read_are_let_go() {
    let app = start();
    alone(&app);
    let request = format!("GET / HTTP/1.1\r\nhost: {}\r\n\r\n", app.process.base.strip_prefix("http://").unwrap());
    let mut sockets = held(&app, 100);
    // Each asks for more than the system holds for it, and takes nothing.
    for socket in &mut sockets {
        socket.set_nonblocking(true).unwrap();
        for _ in 0..20_000 {
            match socket.write(request.as_bytes()) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(_) => break,
            }
        }
    }
    is_served(&app);
    let_go(&app, Duration::from_secs(20), "never read");
    is_served(&app);
}

#[test]
fn a_hundred_that_send_a_head_or_a_body_byte_by_byte_are_let_go() {
    let app = start();
    alone(&app);
    let host = app.process.base.strip_prefix("http://").unwrap();
    let head = format!("GET / HTTP/1.1\r\nhost: {host}\r\nx: {}", "x".repeat(1_000));
    let body = format!(
        "POST /api/v1/one-time-codes HTTP/1.1\r\nhost: {host}\r\nidempotency-key: k\r\n\
         content-type: application/json\r\ncontent-length: 60000\r\n\r\n{}",
        " ".repeat(1_000)
    );
    for (what, text) in [("a slow head", &head), ("a slow body", &body)] {
        let mut sockets = held(&app, 100);
        let begin = text.len() - 1_000;
        for socket in &mut sockets {
            socket.write_all(&text.as_bytes()[..begin]).unwrap();
        }
        let begun = Instant::now();
        for byte in text.as_bytes()[begin..].chunks(1) {
            let alive = sockets.iter().filter(|socket| Write::write_all(&mut { *socket }, byte).is_ok()).count();
            if alive == 0 || begun.elapsed() > 3 * TIMEOUT {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let_go(&app, Duration::from_secs(5), what);
        is_served(&app);
    }
}

#[test]
fn who_is_idle_is_let_go_and_who_reads_slowly_but_reads_gets_everything() {
    let app = start();
    alone(&app);
    let idle = held(&app, 20);
    let_go(&app, Duration::from_secs(5), "idle");
    drop(idle);
    let mut socket = connect(&app);
    let host = app.process.base.strip_prefix("http://").unwrap();
    let request = format!("GET /api/v1/openapi.json HTTP/1.1\r\nhost: {host}\r\n\r\n");
    let last = format!("GET /healthz HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    // Many megabytes of answers, for a reader who takes longer than anybody may stand still.
    let (times, begun) = (60, Instant::now());
    let mut asks = socket.try_clone().unwrap();
    let asking = std::thread::spawn(move || {
        for _ in 0..times {
            asks.write_all(request.as_bytes()).unwrap();
        }
        asks.write_all(last.as_bytes()).unwrap();
    });
    let mut got = 0;
    let mut end = Vec::new();
    let mut part = vec![0; 1 << 17];
    loop {
        match socket.read(&mut part).unwrap() {
            0 => break,
            n => {
                got += n;
                end = part[..n].to_vec();
            }
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    asking.join().unwrap();
    assert!(String::from_utf8_lossy(&end).ends_with("ok\n"));
    println!("{got} bytes in {:?}", begun.elapsed());
    assert!(begun.elapsed() > Duration::from_secs(2), "it was no slow reader");
}

#[test]
fn a_request_without_a_host_or_with_two_is_none() {
    let app = TestApp::start();
    let host = app.process.base.strip_prefix("http://").unwrap();
    let status = |line: &str, head: &str| {
        let mut socket = connect(&app);
        write!(socket, "{line}\r\n{head}connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    };
    for path in ["/", "/api/v1/boot", "/healthz", "/pictures/x", "/nothing"] {
        let line = format!("GET {path} HTTP/1.1");
        for head in [
            String::new(),
            format!("host: {host}\r\nhost: {host}\r\n"),
            format!("host: {host}\r\nhost: evil.example\r\n"),
            "host:\r\n".to_owned(),
            format!("host: {host}, evil.example\r\n"),
            format!("host: evil@{host}\r\n"),
        ] {
            let answer = status(&line, &head);
            assert!(answer.starts_with("HTTP/1.1 400 "), "{line} {head}: {answer}");
            assert!(answer.contains("malformed_head"), "{line} {head}: {answer}");
        }
        let other = status(&format!("GET http://evil.example{path} HTTP/1.1"), &format!("host: {host}\r\n"));
        assert!(other.starts_with("HTTP/1.1 400 "), "{other}");
    }
    let old = status("GET /healthz HTTP/1.0", "");
    assert!(old.contains(" 200 "), "balancers ask in HTTP/1.0: {old}");
    assert!(status("GET /healthz HTTP/1.1", &format!("host: {host}\r\n")).starts_with("HTTP/1.1 200 "));
}
