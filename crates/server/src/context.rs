//! What work is done with besides its transaction: the clock, chance, the rules in force, and whatever else the process shares.
//! Owns no rule and no table; who shares what names it by its type.

use crate::Error;
use crate::clock::Clock;
use crate::policies::{Policies, Rulebook};
use crate::secrets::Chance;
use crate::store::{Conn, Store};
use shuke_rules::Instant;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What is the same for all work of a process. Clones share it.
#[derive(Clone, Default)]
pub struct Context(Arc<Shared>);

#[derive(Default)]
struct Shared {
    clock: Clock,
    chance: Chance,
    policies: Policies,
    others: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

/// The time and the rules in force, as one piece of work sees them from its beginning to its end.
#[derive(Clone)]
pub struct Moment {
    pub now: Instant,
    pub rulebook: Arc<Rulebook>,
    pub context: Context,
}

impl Context {
    pub fn new(clock: Clock, chance: Chance) -> Self {
        Self(Arc::new(Shared { clock, chance, ..Shared::default() }))
    }

    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub fn now(&self) -> Instant {
        self.0.clock.now()
    }

    pub fn chance(&self) -> &Chance {
        &self.0.chance
    }

    pub fn policies(&self) -> &Policies {
        &self.0.policies
    }

    /// The present moment, with the rules as this connection sees them.
    pub async fn moment(&self, connection: &mut Conn) -> Result<Moment, Error> {
        let rulebook = self.0.policies.current(connection).await?;
        Ok(Moment { now: self.now(), rulebook, context: self.clone() })
    }

    /// The rules in force, read only when something was committed since they were last asked for.
    pub async fn rulebook(&self, store: &Store) -> Result<Arc<Rulebook>, Error> {
        self.0.policies.watched(store).await
    }

    /// Makes `value` what everybody shares of its type.
    pub fn share<T: Send + Sync + 'static>(&self, value: T) {
        let mut others = self.0.others.lock().unwrap_or_else(PoisonError::into_inner);
        others.insert(TypeId::of::<T>(), Arc::new(value));
    }

    /// What everybody shares of a type: its default until something was [shared](Self::share).
    pub fn shared<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut others = self.0.others.lock().unwrap_or_else(PoisonError::into_inner);
        let one = others.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default()));
        // What stands under a type is of that type.
        Arc::clone(one).downcast().unwrap_or_default()
    }
}

impl Moment {
    /// Of rules and a time that are given: for what is made outside a server.
    pub fn new(context: &Context, rulebook: Arc<Rulebook>, now: Instant) -> Self {
        Self { now, rulebook, context: context.clone() }
    }

    /// Where the day of this moment begins is the brand's affair.
    pub fn today(&self) -> shuke_rules::Day {
        self.rulebook.zone().day_of(self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_is_the_same_for_all() {
        let context = Context::default();
        context.shared::<Mutex<u32>>().lock().unwrap().add_assign_one();
        assert_eq!(*context.clone().shared::<Mutex<u32>>().lock().unwrap(), 1);
        context.share(Mutex::new(7_u32));
        assert_eq!(*context.shared::<Mutex<u32>>().lock().unwrap(), 7);
    }

    trait One {
        fn add_assign_one(&mut self);
    }
    impl One for u32 {
        fn add_assign_one(&mut self) {
            *self += 1;
        }
    }
}
