//! Group commit for SQLite: one thread runs the waiting works in one transaction, each in its own savepoint, with one
//! fsync for all, and answers each only after the commit.
//!
//! The thread is the writer's alone, and it keeps to one processor. Each statement is a hop to the thread that sqlx gives a
//! connection and back, some fourteen of them a sale: among the tasks that answer requests each would wait for its turn, and from
//! one processor to another it costs many times what it does on one (docs/performance.md). sqlx's thread is started by this one
//! and keeps to the same processor.

use super::open::File;
use super::turns::Turns;
use super::{Conn, Work, attempt};
use crate::Error;
use crate::{metrics, secrets};
use futures_util::FutureExt;
use sqlx::Connection;
use std::panic::AssertUnwindSafe;
use tokio::sync::{Mutex, mpsc, oneshot};

/// Works that share a commit, unless the operator says otherwise. More would make the first wait for the last.
pub const SHARING: usize = 256;
/// Works that may wait. Beyond it callers wait to be let in.
const QUEUE: usize = 1024;

pub struct Writer {
    queue: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    sender: mpsc::WeakSender<Box<dyn Job>>,
    ended: Mutex<Option<oneshot::Receiver<()>>>,
}

impl Writer {
    /// `sharing`: how many works share a commit at most; at least 1.
    pub fn start(file: File, sharing: usize) -> Result<Self, Error> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let sender = queue.downgrade();
        let (end, ended) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::internal)?;
        let write = move || {
            keep_to_one_processor();
            runtime.block_on(run(file, jobs, sharing.max(1)));
            let _nobody_waits = end.send(());
        };
        std::thread::Builder::new().name("writer".to_owned()).spawn(write).map_err(Error::internal)?;
        Ok(Self { queue: Mutex::new(Some(queue)), sender, ended: Mutex::new(Some(ended)) })
    }

    pub async fn write<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'c> Fn(&'c mut Conn) -> Work<'c, T> + Send + Sync + 'static,
    {
        let stopping = || Error::Unavailable("the server is stopping".into());
        let (answer, answered) = oneshot::channel();
        let queue = self.sender.upgrade().ok_or_else(stopping)?;
        queue.send(Box::new(Waiting { work, answer, result: None })).await.map_err(|_| stopping())?;
        drop(queue);
        answered.await.map_err(|_| Error::internal("the writer ended"))?
    }

    /// Takes no more work and waits until the last is answered.
    pub async fn stop(&self) {
        drop(self.queue.lock().await.take());
        if let Some(ended) = self.ended.lock().await.take() {
            let _ = ended.await;
        }
    }
}

/// A work with its caller, whatever it answers.
trait Job: Send {
    fn run<'c>(&'c mut self, connection: &'c mut Conn) -> Work<'c, ()>;
    /// Gives the caller the result, or the failure that befell all.
    fn finish(self: Box<Self>, failure: Option<&str>);
}

struct Waiting<T, F> {
    work: F,
    answer: oneshot::Sender<Result<T, Error>>,
    result: Option<Result<T, Error>>,
}

impl<T, F> Job for Waiting<T, F>
where
    T: Send + 'static,
    F: for<'c> Fn(&'c mut Conn) -> Work<'c, T> + Send + Sync + 'static,
{
    /// `Err` only when the storage fails and the whole transaction with it.
    fn run<'c>(&'c mut self, connection: &'c mut Conn) -> Work<'c, ()> {
        Box::pin(async move {
            match attempt(connection, |savepoint| (self.work)(savepoint)).await {
                Err(error) if error.is_storage_failure() => Err(error),
                result => {
                    self.result = Some(result);
                    Ok(())
                }
            }
        })
    }

    fn finish(self: Box<Self>, failure: Option<&str>) {
        let result = match (failure, self.result) {
            (Some(why), _) => Err(Error::Unavailable(why.to_owned())),
            (None, Some(result)) => result,
            (None, None) => Err(Error::internal("work was not run")),
        };
        // A caller that went away has no use for the answer; what was written stays.
        let _ = self.answer.send(result);
    }
}

/// Any one, so that several servers on a machine do not choose the same. Where that is not possible it goes on as it is.
fn keep_to_one_processor() {
    let processors = core_affinity::get_core_ids().unwrap_or_default();
    let any = secrets::any().unwrap_or_default().checked_rem(processors.len() as u64);
    if let Some(one) = any.and_then(|any| processors.get(usize::try_from(any).ok()?)) {
        core_affinity::set_for_current(*one);
    }
}

async fn run(file: File, mut jobs: mpsc::Receiver<Box<dyn Job>>, sharing: usize) {
    let mut batch = Vec::with_capacity(sharing);
    let mut open = None;
    while jobs.recv_many(&mut batch, sharing).await > 0 {
        let done = loop {
            match write_all(&file, &mut open, &mut batch).await {
                Err(error) if file.patience.goes_on(&error) => {}
                done => break done,
            }
        };
        let failure = done.err().map(|error| error.to_string());
        metrics::get().committed(batch.len(), failure.is_some());
        for job in batch.drain(..) {
            job.finish(failure.as_deref());
        }
    }
    if let Some(Open { connection, .. }) = open {
        let _ = connection.close().await;
    }
}

/// What is needed to write, from the first write on.
struct Open {
    connection: Conn,
    turns: Turns,
}

/// A connection on which something failed is not trusted again: what its transaction became is not known.
async fn write_all(file: &File, open: &mut Option<Open>, batch: &mut [Box<dyn Job>]) -> Result<(), Error> {
    let mut ready = match open.take() {
        Some(ready) => ready,
        None => Open { connection: file.writer().await?, turns: file.turns()? },
    };
    match commit_all(&mut ready, file, batch).await {
        Ok(()) => {
            *open = Some(ready);
            Ok(())
        }
        Err(error) => {
            let _ = ready.connection.close_hard().await;
            Err(error)
        }
    }
}

async fn commit_all(open: &mut Open, file: &File, batch: &mut [Box<dyn Job>]) -> Result<(), Error> {
    let _turn = open.turns.take(file.patience).await?;
    let mut transaction = open.connection.begin_with("BEGIN IMMEDIATE").await?;
    for job in batch {
        // After such a failure SQLite may have rolled back the whole transaction by itself: nothing more may run in it.
        let run = AssertUnwindSafe(job.run(&mut transaction)).catch_unwind();
        run.await.unwrap_or_else(|_| Err(Error::Unavailable("a write panicked".to_owned())))?;
    }
    Ok(transaction.commit().await?)
}
