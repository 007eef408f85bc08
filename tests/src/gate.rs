//! The street between browser and server: a small HTTP forwarder that can be closed, slow, or hold one file back.
//!
//! It exists because WebKit's driver can neither take the network away nor run a script before a page's own. A
//! server that is restarted keeps its address through it. It speaks HTTP/1.1, one request a connection.

mod rewrite;

use std::{
    io::{self, Read, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU16, Ordering},
    },
    thread,
    time::Duration,
};

#[derive(Clone, Default)]
struct State {
    /// `None`: no network.
    upstream: Option<SocketAddr>,
    /// Runs in every page before its own scripts.
    preload: String,
    /// Before each answer, and between pieces of 16 kB.
    delay: Duration,
    /// Paths with this ending wait until it is taken away.
    held: Option<String>,
    /// Replaces what the browser says of its languages.
    language: Option<String>,
    closed: bool,
    /// Methods and paths of what was asked for.
    seen: Vec<String>,
}

#[derive(Clone)]
struct Shared(Arc<(Mutex<State>, Condvar)>);

pub struct Gate {
    address: SocketAddr,
    shared: Shared,
}

impl Gate {
    /// Opens on a free port of this machine, leading to `upstream`; at an address that no other gate has, so that a browser which
    /// has been to another brings no cookies along: a port does not part those.
    pub fn open(upstream: SocketAddr) -> Self {
        static COUNT: AtomicU16 = AtomicU16::new(0);
        let [high, low] = COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let listener = TcpListener::bind((Ipv4Addr::new(127, 1, high, low), 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = State { upstream: Some(upstream), ..State::default() };
        let shared = Shared(Arc::new((Mutex::new(state), Condvar::new())));
        let doorman = shared.clone();
        thread::spawn(move || {
            for visitor in listener.incoming().map_while(Result::ok) {
                if doorman.lock().closed {
                    return;
                }
                let shared = doorman.clone();
                thread::spawn(move || pass(&shared, visitor));
            }
        });
        Self { address, shared }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes the network away: nothing is answered any more.
    pub fn cut(&self) {
        self.shared.set(|state| state.upstream = None);
    }

    pub fn lead_to(&self, upstream: SocketAddr) {
        self.shared.set(|state| state.upstream = Some(upstream));
    }

    /// Answers come this much later, and so does each further piece of 16 kB.
    pub fn slow(&self, delay: Duration) {
        self.shared.set(|state| state.delay = delay);
    }

    /// Keeps back whatever ends with `ending`, until [`Self::release`].
    pub fn hold(&self, ending: &str) {
        self.shared.set(|state| state.held = Some(ending.to_owned()));
    }

    pub fn release(&self) {
        self.shared.set(|state| state.held = None);
    }

    /// Adds a script that runs in every page before its own; once, however often it is added. The page's content policy is told of it, and stays.
    pub fn preload(&self, script: &str) {
        self.shared.set(|state| {
            if !state.preload.contains(script) {
                state.preload.push_str(script);
                state.preload.push('\n');
            }
        });
    }

    /// Whoever asks now asks for this language, whatever their browser is set to.
    pub fn speak(&self, language: &str) {
        self.shared.set(|state| state.language = Some(language.to_owned()));
    }

    /// `GET /path` of everything that was asked for so far.
    pub fn seen(&self) -> Vec<String> {
        self.shared.lock().seen.clone()
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.shared.set(|state| {
            state.closed = true;
            state.held = None;
        });
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_millis(200));
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.0.1.notify_all();
    }

    /// The state once `path` is not held back.
    fn admit(&self, path: &str) -> State {
        let mut state = self.lock();
        while state.held.as_ref().is_some_and(|ending| path.ends_with(ending.as_str())) {
            state = self.0.1.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.clone()
    }
}

/// One request there and its answer back. Whatever goes wrong looks to the browser like a broken network.
fn pass(shared: &Shared, visitor: TcpStream) {
    let _ = forward(shared, visitor);
}

fn forward(shared: &Shared, mut visitor: TcpStream) -> io::Result<()> {
    visitor.set_read_timeout(Some(Duration::from_mins(2)))?;
    let (head, rest) = rewrite::read_head(&mut visitor)?;
    let line = head.lines().next().unwrap_or_default().to_owned();
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let (state, is_page) = (shared.admit(&path), rewrite::may_be_a_page(&path));
    let Some(upstream) = state.upstream else { return Ok(()) };
    shared.set(|state| state.seen.push(line.trim_end_matches(" HTTP/1.1").to_owned()));
    let changes = is_page && !state.preload.is_empty();
    let mut server = TcpStream::connect_timeout(&upstream, Duration::from_secs(5))?;
    server.write_all(rewrite::request_head(&head, changes, state.language.as_deref()).as_bytes())?;
    server.write_all(&rest)?;
    let left = rewrite::content_length(&head).saturating_sub(rest.len());
    io::copy(&mut Read::by_ref(&mut visitor).take(left as u64), &mut server)?;
    thread::sleep(state.delay);
    if changes {
        let mut answer = Vec::new();
        server.read_to_end(&mut answer)?;
        visitor.write_all(&rewrite::with_script(&answer, &state.preload))?;
    } else {
        pump(shared, &mut server, &mut visitor)?;
    }
    visitor.flush()
}

fn pump(shared: &Shared, from: &mut TcpStream, to: &mut TcpStream) -> io::Result<()> {
    let mut piece = vec![0; 16 << 10];
    loop {
        let length = from.read(&mut piece)?;
        if length == 0 {
            return Ok(());
        }
        to.write_all(&piece[..length])?;
        let delay = shared.lock().delay;
        thread::sleep(delay);
    }
}
