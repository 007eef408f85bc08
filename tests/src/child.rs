//! A process of ours: its output line by line, and its end when the value goes.

use std::{
    io::{BufRead as _, BufReader, Read},
    process::{self, Command, Stdio},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// What a process has said so far, on both its outputs.
#[derive(Clone, Default)]
pub struct Lines(Arc<(Mutex<Vec<String>>, Condvar)>);

pub struct Child {
    process: process::Child,
    pub said: Lines,
}

impl Child {
    /// Starts it; it gets no input.
    pub fn start(command: &mut Command) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let program = command.get_program().to_string_lossy().into_owned();
        let mut process = command.spawn().unwrap_or_else(|error| panic!("cannot start {program}: {error}"));
        let said = Lines::default();
        said.follow(process.stdout.take());
        said.follow(process.stderr.take());
        Self { process, said }
    }

    /// Asks it to end, as an operator would, and waits until it has.
    pub fn stop(&mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        let patience = Instant::now() + Duration::from_secs(4);
        while asked.is_ok() && Instant::now() < patience {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if matches!(self.process.try_wait(), Ok(None)) {
            self.stop();
        }
    }
}

impl Lines {
    fn follow(&self, stream: Option<impl Read + Send + 'static>) {
        let lines = self.clone();
        let Some(stream) = stream else { return };
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                lines.lock().push(line);
                lines.0.1.notify_all();
            }
        });
    }

    fn lock(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much has been said: a place to search from later.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    pub fn text(&self) -> String {
        self.lock().join("\n")
    }

    /// The first thing that `find` finds in a line from number `from` on, said now or within `patience`.
    pub fn wait_for<T>(&self, from: usize, patience: Duration, find: impl Fn(&str) -> Option<T>) -> Option<T> {
        let deadline = Instant::now() + patience;
        let mut lines = self.lock();
        loop {
            if let Some(found) = lines.iter().skip(from).find_map(|line| find(line)) {
                return Some(found);
            }
            let left = deadline.checked_duration_since(Instant::now())?;
            lines = self.0.1.wait_timeout(lines, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
