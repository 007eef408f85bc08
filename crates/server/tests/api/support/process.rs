//! The server's process: started, read, ended.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub struct Process {
    child: Child,
    pub base: String,
    log: Arc<Mutex<Vec<String>>>,
    reader: Option<JoinHandle<()>>,
}

impl Process {
    /// Starts it and waits until it says where it listens.
    pub fn serve(command: Command) -> Self {
        Self::try_serve(command).unwrap_or_else(|said| panic!("the server did not start: {said}"))
    }

    /// `Err` with what it said when it does not start.
    pub fn try_serve(mut command: Command) -> Result<Self, String> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let (lines, errors) = (Arc::clone(&log), child.stderr.take().unwrap());
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                lines.lock().unwrap().push(line);
            }
        });
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        if let Some(base) = first.trim().strip_prefix("listening on ") {
            return Ok(Self { base: base.to_owned(), child, log, reader: Some(reader) });
        }
        child.wait().unwrap();
        reader.join().unwrap();
        let said = log.lock().unwrap().join("\n");
        Err(said)
    }

    /// Everything that it wrote to its log.
    pub fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }

    /// The line of the log that holds `text`, once it is there.
    pub fn line(&self, text: &str) -> String {
        let patience = Instant::now() + Duration::from_secs(5);
        while Instant::now() < patience {
            if let Some(line) = self.log().into_iter().find(|line| line.contains(text)) {
                return line;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("{text} is not in the log");
    }

    /// The one-time codes that were written for a number, oldest first.
    pub fn codes(&self, phone: &str) -> Vec<String> {
        let start = format!("one-time code for {} •••• {}: ", &phone[..3], &phone[7..]);
        let code = |line: &String| line.strip_prefix(&start).map(|rest| rest[..6].to_owned());
        self.log.lock().unwrap().iter().filter_map(code).collect()
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([&format!("-{signal}"), &self.child.id().to_string()]).status();
        assert!(sent.unwrap().success());
    }

    pub fn wait(&mut self) -> ExitStatus {
        let patience = Instant::now() + Duration::from_secs(30);
        while Instant::now() < patience {
            if let Some(status) = self.child.try_wait().unwrap() {
                if let Some(reader) = self.reader.take() {
                    reader.join().unwrap();
                }
                return status;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server did not end");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _ = self.child.wait();
    }
}
