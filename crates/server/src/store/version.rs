//! Tells whether anything was committed, by this process or another: what is computed from the data may be kept as long
//! as the version stays. Asking is cheap, because everybody who asks while an answer is under way shares the next one.

use super::Conn;
use crate::Error;
use sqlx::{Connection, Row};
use tokio::sync::{mpsc, oneshot};

/// Who may share an answer at most.
const MOST: usize = 4096;
/// How often others are let go first before the question is put.
const YIELDS: u32 = 2;

type Answer = oneshot::Sender<Option<i64>>;

/// Asks the database for its version. Clones share the connection.
#[derive(Clone)]
pub struct Version {
    questions: mpsc::UnboundedSender<Answer>,
}

impl Version {
    /// `connection` never writes: SQLite's `data_version` tells of the commits of every other connection.
    pub fn watch(connection: Conn) -> Self {
        let (questions, asked) = mpsc::unbounded_channel();
        tokio::spawn(answer(connection, asked));
        Self { questions }
    }

    /// The version at some moment after this call. Equal versions: nothing was committed between.
    pub async fn now(&self) -> Result<i64, Error> {
        let (answer, answered) = oneshot::channel();
        let gone = || Error::internal("the version watch ended");
        self.questions.send(answer).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?.ok_or_else(|| Error::Unavailable("cannot read the version".into()))
    }
}

async fn answer(mut connection: Conn, mut asked: mpsc::UnboundedReceiver<Answer>) {
    let mut waiting = Vec::new();
    while asked.recv_many(&mut waiting, MOST).await > 0 {
        // Whoever is about to ask may join: nobody waits longer for it where nobody else is busy.
        for _ in 0..YIELDS {
            tokio::task::yield_now().await;
        }
        while let Ok(answer) = asked.try_recv() {
            waiting.push(answer);
        }
        let version = read(&mut connection).await.ok();
        for answer in waiting.drain(..) {
            let _ = answer.send(version);
        }
    }
    let _ = connection.close().await;
}

async fn read(connection: &mut Conn) -> Result<i64, Error> {
    let row = sqlx::query("PRAGMA data_version").fetch_one(connection).await?;
    Ok(row.try_get(0)?)
}
