//! Turns of those who write to one SQLite file, whatever process they are of: whoever waits comes next.
//!
//! SQLite has no queue for its write lock. Whoever waits looks again from time to time, and one who writes without a pause – a busy
//! server, an import – has begun anew before that: each would keep the other out. So there are two locks of the operating system
//! beside the data: one is held while writing, and the other by who waits for it, so that whoever wrote last cannot be first
//! again. The system lets go of both when a process ends, however it does. Of readers nobody waits.

use crate::Error;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Between two looks at a lock that somebody has.
const LOOK_AGAIN: Duration = Duration::from_millis(1);
/// How long who wants to write lets another go first. Whoever waits for a turn may have been stopped (^Z) meanwhile.
const PRECEDENCE: Duration = Duration::from_millis(500);
/// A wait that is worth telling of.
const TELLING: Duration = Duration::from_secs(1);

/// How long a write waits for others that write.
#[derive(Clone, Copy, Debug)]
pub enum Patience {
    /// So long, and then it is refused as [`Error::Unavailable`]: somebody wants an answer.
    Limited(Duration),
    /// As long as it takes. What is called says to whoever waits what for.
    Endless(fn()),
}

impl Patience {
    /// For those who ask a server.
    pub const LIMITED: Self = Self::Limited(Duration::from_secs(10));

    /// Waits for a turn.
    pub async fn wait<T>(self, turn: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        match self {
            Self::Limited(most) => timeout(most, turn).await.unwrap_or_else(|_| Err(too_long(most))),
            Self::Endless(tell) => {
                tokio::pin!(turn);
                if let Ok(done) = timeout(TELLING, &mut turn).await {
                    return done;
                }
                tell();
                turn.await
            }
        }
    }

    /// How long SQLite itself waits for a program that takes no turns: a shell, an older version of this one.
    pub const fn of_others(self) -> Duration {
        match self {
            Self::Limited(most) => most,
            Self::Endless(_) => TELLING,
        }
    }

    /// Whether to try again after such a program had the lock all the time.
    pub fn goes_on(self, error: &Error) -> bool {
        match self {
            Self::Endless(tell) if error.is_busy() => {
                tell();
                true
            }
            _ => false,
        }
    }
}

fn too_long(most: Duration) -> Error {
    Error::Unavailable(format!("another program has been writing for {} seconds", most.as_secs()))
}

/// The two locks of a file.
pub struct Turns {
    next: File,
    turn: File,
}

/// A lock, until its value is gone.
#[must_use]
pub struct Held<'f>(&'f File);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // What cannot be let go of goes with the process.
        let _ = self.0.unlock();
    }
}

impl Turns {
    /// Makes the files beside `database` when they are missing. There is nothing in them.
    pub fn beside(database: &Path) -> Result<Self, Error> {
        let open = |ending: &str| {
            let path = database.with_extension(ending);
            let opened = File::options().create(true).truncate(false).write(true).open(&path);
            opened.map_err(|error| Error::Unavailable(format!("cannot open {}: {error}", path.display())))
        };
        Ok(Self { next: open("next")?, turn: open("turn")? })
    }

    /// Takes the next turn.
    pub async fn take(&self, patience: Patience) -> Result<Held<'_>, Error> {
        let taken = patience.wait(async {
            let _next = timeout(PRECEDENCE, locked(&self.next)).await.ok().transpose()?;
            locked(&self.turn).await
        });
        taken.await
    }
}

async fn locked(file: &File) -> Result<Held<'_>, Error> {
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Held(file)),
            Err(TryLockError::WouldBlock) => sleep(LOOK_AGAIN).await,
            Err(TryLockError::Error(error)) => return Err(Error::Unavailable(format!("cannot take turns: {error}"))),
        }
    }
}
