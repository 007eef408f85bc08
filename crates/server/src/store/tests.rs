//! What the store promises to those who write.

use super::*;
use shuke_contract::{ErrorCode, Problem};
use std::sync::atomic::{AtomicU32, Ordering};

async fn open(directory: &std::path::Path, sharing: usize, patience: Patience) -> Store {
    let location = Location::Directory(directory.to_owned());
    Store::open(&location, sharing, &[], &[], DateTime::UNIX_EPOCH, patience).await.unwrap()
}

/// A store of its own on a real SQLite file, removed at the end.
pub(crate) async fn with_store<T>(test: impl AsyncFnOnce(&Store) -> T) -> T {
    with_store_sharing(serial::SHARING, test).await
}

async fn with_store_sharing<T>(sharing: usize, test: impl AsyncFnOnce(&Store) -> T) -> T {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("shuke-store-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let directory = std::env::temp_dir().join(name);
    let store = open(&directory, sharing, Patience::LIMITED).await;
    let result = test(&store).await;
    store.close().await;
    std::fs::remove_dir_all(directory).unwrap();
    result
}

#[tokio::test]
async fn what_is_held_is_nobody_elses_until_it_goes() {
    with_store(async |store| {
        let held = store.hold("a").await.unwrap();
        assert!(held.is_some() && store.hold("a").await.unwrap().is_none());
        assert!(store.hold("b").await.unwrap().is_some());
        drop(held);
        assert!(store.hold("a").await.unwrap().is_some());
    })
    .await;
}

fn count<'c>(tx: &'c mut Conn, name: &'static str) -> Work<'c, i64> {
    Box::pin(next_id(tx, name))
}

async fn stored(store: &Store, name: &str) -> Option<i64> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT next FROM counters WHERE name = $1")
        .bind(name)
        .fetch_optional(&mut *store.read().await.unwrap())
        .await
        .unwrap();
    row.map(|row| row.0)
}

#[tokio::test]
async fn ids_have_no_gap_and_no_repeat_whoever_asks() {
    with_store(async |store| {
        let all = (0..200).map(|_| store.write(|tx| count(tx, "a")));
        let mut ids: Vec<i64> = futures_util::future::try_join_all(all).await.unwrap();
        ids.sort_unstable();
        assert_eq!(ids, (1..=200).collect::<Vec<_>>());
    })
    .await;
}

/// What was committed when each of 40 works ran that waited together, every value once.
async fn commits_seen(sharing: usize) -> usize {
    let seen: std::collections::BTreeSet<Option<i64>> = with_store_sharing(sharing, async |store| {
        let works = (0..40).map(|_| {
            let reader = store.clone();
            store.write(move |tx| {
                let reader = reader.clone();
                Box::pin(async move {
                    next_id(tx, "a").await?;
                    Ok(stored(&reader, "a").await)
                })
            })
        });
        futures_util::future::try_join_all(works).await.unwrap().into_iter().collect()
    })
    .await;
    seen.len()
}

#[tokio::test]
async fn works_that_wait_together_share_a_commit_unless_each_is_to_have_its_own() {
    assert!(commits_seen(serial::SHARING).await < 10);
    assert_eq!(commits_seen(1).await, 40);
}

#[tokio::test]
async fn a_refused_work_leaves_nothing_and_its_neighbours_in_the_commit_stay() {
    with_store(async |store| {
        let refused = store.write(|tx| {
            Box::pin(async move {
                next_id(tx, "refused").await?;
                Err::<(), _>(Problem::new(ErrorCode::SaleExists, "no").into())
            })
        });
        let counted = store.write(|tx| {
            Box::pin(async move {
                next_id(tx, "counted").await?;
                Err::<(), _>(Error::Counted(Box::new(Problem::new(ErrorCode::OtpWrong, "no"))))
            })
        });
        let (before, refused, counted, after) =
            tokio::join!(store.write(|tx| count(tx, "before")), refused, counted, store.write(|tx| count(tx, "after")));
        assert!(matches!(refused, Err(Error::Refused(_))));
        assert!(matches!(counted, Err(Error::Counted(_))));
        assert_eq!((before.unwrap(), after.unwrap()), (1, 1));
        assert_eq!((stored(store, "refused").await, stored(store, "counted").await), (None, Some(2)));
    })
    .await;
}

#[tokio::test]
async fn a_work_that_panics_is_answered_and_the_writer_goes_on() {
    with_store(async |store| {
        let panicked = store.write(|_| Box::pin(async move { if true { panic!("on purpose") } else { Ok(()) } })).await;
        assert!(panicked.unwrap_err().is_storage_failure());
        assert_eq!(store.write(|tx| count(tx, "a")).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_version_stays_until_something_is_committed() {
    with_store(async |store| {
        let version = store.version().unwrap();
        let first = version.now().await.unwrap();
        assert_eq!(version.now().await.unwrap(), first);
        store.write(|tx| count(tx, "a")).await.unwrap();
        assert_ne!(version.now().await.unwrap(), first);
    })
    .await;
}

#[tokio::test]
async fn readers_cannot_write_and_a_view_sees_one_moment() {
    with_store(async |store| {
        let mut reader = store.read().await.unwrap();
        let wrote = sqlx::query("DELETE FROM counters").execute(&mut *reader).await;
        assert!(wrote.is_err());
        drop(reader);
        store.write(|tx| count(tx, "a")).await.unwrap();
        let writer = store.clone();
        let seen = store.view(move |tx| {
            Box::pin(async move {
                let read = "SELECT next FROM counters WHERE name = 'a'";
                let before: (i64,) = sqlx::query_as(read).fetch_one(&mut *tx).await?;
                writer.write(|tx| count(tx, "a")).await?;
                let after: (i64,) = sqlx::query_as(read).fetch_one(tx).await?;
                Ok((before.0, after.0))
            })
        });
        assert_eq!(seen.await.unwrap(), (2, 2));
        assert_eq!(stored(store, "a").await, Some(3));
    })
    .await;
}

#[tokio::test]
async fn what_waits_when_the_store_closes_is_still_written() {
    with_store(async |store| {
        let waiting: Vec<_> = (0..50)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.write(|tx| count(tx, "a")).await })
            })
            .collect();
        tokio::task::yield_now().await;
        let Writer::Serial(writer) = &store.writer else { panic!("not SQLite") };
        writer.stop().await;
        let mut done = 0;
        for one in waiting {
            match one.await.unwrap() {
                Ok(_) => done += 1,
                Err(error) => assert!(error.is_storage_failure(), "{error}"),
            }
        }
        assert_eq!(stored(store, "a").await, (done > 0).then_some(done + 1));
        let late = store.write(|tx| count(tx, "a")).await;
        assert!(late.unwrap_err().is_storage_failure());
    })
    .await;
}

#[tokio::test]
async fn what_is_read_as_of_one_moment_sees_nothing_that_was_committed_since() {
    with_store(async |store| {
        store.write(|tx| count(tx, "a")).await.unwrap();
        let seen = store
            .at_one_moment(async {
                let before = stored(store, "a").await;
                // Another task writes, and sees it.
                let other = store.clone();
                tokio::spawn(async move { other.write(|tx| count(tx, "a")).await }).await.unwrap().unwrap();
                let beside = store.clone();
                let outside = tokio::spawn(async move { stored(&beside, "a").await }).await.unwrap();
                let viewed = store.view(|connection| Box::pin(counted(connection))).await.unwrap();
                let viewed = viewed.into_iter().find(|(name, _)| name == "a").map(|(_, next)| next);
                (before, outside, stored(store, "a").await, viewed)
            })
            .await;
        assert_eq!(seen, (Some(2), Some(3), Some(2), Some(2)));
        let own = store.at_one_moment(async {
            assert!(store.version().is_some(), "nothing was read yet");
            let before = stored(store, "a").await;
            assert!(store.version().is_none(), "what is read is not of now");
            store.write(|tx| count(tx, "a")).await.unwrap();
            (before, stored(store, "a").await)
        });
        assert_eq!(own.await, (Some(3), Some(4)), "what one has written oneself is seen");
        // One that is given up half-way leaves no transaction behind.
        let given_up = store.at_one_moment(async {
            stored(store, "a").await;
            std::future::pending::<()>().await;
        });
        tokio::select! { () = given_up => {}, () = tokio::time::sleep(std::time::Duration::from_millis(20)) => {} }
        store.write(|tx| count(tx, "a")).await.unwrap();
        let all = (0..50).map(|_| stored(store, "a"));
        assert!(futures_util::future::join_all(all).await.iter().all(|next| *next == Some(5)));
    })
    .await;
}
