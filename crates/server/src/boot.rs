//! What the app starts with, and the shops that printed codes name.

use crate::card::{MaybeMember, Viewed};
use crate::drawing::Shared;
use crate::feature::Feature;
use crate::http::call::Anyone;
use crate::http::{App, Call};
use crate::policies::{Rulebook, open_store};
use crate::{Error, wechat};
use shuke_contract::Empty;
use shuke_contract::boot::{Boot, GetBoot, GetStore, Has};
use shuke_face::Page;
use shuke_face::pages::store::share;
use shuke_rules::Day;
use shuke_rules::policy::Store;
use shuke_rules::welcome::Zone;
use std::sync::Arc;

pub const FEATURE: Feature = Feature {
    routes: |routes| routes.read::<GetBoot, MaybeMember, _, _>(get_boot).read::<GetStore, Anyone, _, _>(get_store),
    shares: &[Shared {
        page: Page::Store,
        say: |drawing| {
            Box::pin(async move {
                let (boot, t) = (drawing.boot, drawing.t);
                Ok(boot.store.as_ref().map(|store| share(boot, store, t)))
            })
        },
    }],
    ..Feature::named("boot")
};

async fn get_boot(call: Call<Empty, MaybeMember>) -> Result<Boot, Error> {
    let rulebook = match &call.who.0 {
        Some(viewed) => Arc::clone(viewed.rulebook()),
        None => call.app.context.rulebook(&call.app.store).await?,
    };
    let wechat = wechat::here(&call.app, &call.client, call.who.0.as_ref().map(Viewed::member)).await?;
    Ok(Boot { wechat, ..of(&call.app, &rulebook, call.who.0.as_ref()) })
}

/// The same that the page carries.
pub fn of(app: &App, rulebook: &Rulebook, viewed: Option<&Viewed>) -> Boot {
    let version = rulebook.current();
    let now = app.context.now();
    Boot {
        brand: version.policy.brand.clone(),
        rules: version.rules.clone(),
        expiry: version.policy.expiry,
        consents: version.policy.consents.clone(),
        card: viewed.map(|viewed| viewed.card(now)),
        store: None,
        has: Has { wechat: app.settings.wechat.is_some(), ..has(rulebook, rulebook.zone().day_of(now)) },
        wechat: None,
        now,
        dev_sign_in: app.settings.dev_sign_in,
    }
}

fn has(rulebook: &Rulebook, today: Day) -> Has {
    let policy = &rulebook.current().policy;
    let contest = || policy.contests().any(|contest| today <= contest.stays());
    Has {
        mall: policy.mall.is_some(),
        together: policy.check_in.is_some() || !policy.tasks.is_empty() || Zone::of(policy).is_some() || contest(),
        // What was given under an earlier version is still held.
        coupons: rulebook.versions().any(|version| !version.policy.coupons.is_empty()),
        consents: !policy.consents.is_empty(),
        referral: policy.referral.is_some(),
        wechat: false,
    }
}

async fn get_store(call: Call<Empty, Anyone>) -> Result<Store, Error> {
    let rulebook = call.app.context.rulebook(&call.app.store).await?;
    open_store(rulebook.current(), &call.id).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Utc;
    use shuke_rules::policy::file;

    #[test]
    fn a_brand_says_whether_there_is_anything_to_agree_to() {
        let with = file::read(include_str!("../../../brands/xiaoman.toml")).unwrap();
        let without = shuke_rules::Policy { consents: Vec::new(), ..with.clone() };
        let today = Day::parse("2026-12-01").unwrap();
        let has = |policy| has(&Rulebook::of(vec![(1, Utc::now(), policy)]).unwrap(), today).consents;
        assert!(has(with) && !has(without));
    }

    #[test]
    fn a_brand_has_coupons_as_long_as_somebody_may_hold_one() {
        let with = file::read(include_str!("../../../brands/xiaoman.toml")).unwrap();
        let mut without = with.clone();
        (without.coupons, without.grants) = (Vec::new(), Vec::new());
        let now = Utc::now();
        let today = Day::parse("2026-12-01").unwrap();
        let has = |versions| has(&Rulebook::of(versions).unwrap(), today).coupons;
        assert!(!has(vec![(1, now, without.clone())]));
        assert!(has(vec![(1, now, with), (2, now, without)]));
    }
}
