//! Work done by several threads and handed on in order, with a bound on how far they run ahead: neither the tasks nor their
//! results are ever all in memory, and a slow one is waited for only when the others are that far ahead. Knows no document.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

/// How many tasks may be under way or waiting for their turn, for each thread. Few, so that memory is used again while it is
/// still in the caches: a slow task is waited for a little earlier, which costs nothing that was not idle anyway.
const AHEAD: usize = 4;

/// Does `work` on every task in `jobs` threads, and hands the results to `each`, in the order of the tasks, in this thread.
/// An error of `each` ends it. `work` must not panic.
pub(super) fn in_order<T: Send, R: Send, E>(
    jobs: usize,
    tasks: impl Iterator<Item = T> + Send,
    work: &(dyn Fn(T) -> R + Sync),
    each: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let (permits, granted) = mpsc::channel();
    let (done, results) = mpsc::channel();
    let feed = Mutex::new(Feed { granted, tasks: tasks.enumerate() });
    thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            let (feed, done) = (&feed, done.clone());
            scope.spawn(move || {
                while let Some((at, task)) = next(feed) {
                    if done.send((at, work(task))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        for _ in 0..jobs.max(1).saturating_mul(AHEAD) {
            let _ = permits.send(());
        }
        // Both ends are given away: dropping them is what ends the threads after an error.
        collect(results, permits, each)
    })
}

struct Feed<I> {
    /// One permit for each task that may be taken.
    granted: mpsc::Receiver<()>,
    tasks: I,
}

/// The next task, when there is room for it; none when there is none or nobody wants its result.
fn next<T>(feed: &Mutex<Feed<impl Iterator<Item = T>>>) -> Option<T> {
    let mut feed = feed.lock().unwrap_or_else(PoisonError::into_inner);
    feed.granted.recv().ok()?;
    feed.tasks.next()
}

fn collect<R, E>(
    results: mpsc::Receiver<(usize, R)>,
    permits: mpsc::Sender<()>,
    mut each: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let mut early = BTreeMap::new();
    let mut turn = 0usize;
    for (at, result) in results {
        early.insert(at, result);
        while let Some(result) = early.remove(&turn) {
            each(result)?;
            turn += 1;
            let _ = permits.send(());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    #[test]
    fn results_come_in_the_order_of_the_tasks_though_the_first_is_the_slowest() {
        let slow = |task: usize| {
            thread::sleep(Duration::from_millis(if task == 0 { 30 } else { 0 }));
            task
        };
        let mut seen = Vec::new();
        in_order(4, 0..500usize, &slow, |result| {
            seen.push(result);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(seen, (0..500).collect::<Vec<_>>());
    }

    #[test]
    fn no_more_tasks_are_taken_than_may_wait() {
        let taken = AtomicUsize::new(0);
        let tasks = (0..10_000usize).inspect(|_| {
            taken.fetch_add(1, Ordering::SeqCst);
        });
        let mut given = 0;
        in_order(2, tasks, &|task| task, |_| {
            assert!(taken.load(Ordering::SeqCst) <= given + 2 * AHEAD, "too far ahead of {given}");
            given += 1;
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(given, 10_000);
    }

    #[test]
    fn an_error_ends_it() {
        let taken = AtomicUsize::new(0);
        let tasks = (0..100_000usize).inspect(|_| {
            taken.fetch_add(1, Ordering::SeqCst);
        });
        let done = in_order(2, tasks, &|task| task, |result| if result == 5 { Err("full") } else { Ok(()) });
        assert_eq!(done, Err("full"));
        assert!(taken.load(Ordering::SeqCst) < 1_000);
    }
}
