//! Starting, what all pages share, and the frame around them.

mod first;
mod frame;

use crate::bundles;
use crate::device::{display, dom, events, network, timers, worker};
use crate::i18n::{Texts, texts};
use crate::react::{dynamic, effect, memo, spawn};
use crate::router::{self, Router};
use crate::scanner::door;
use crate::session::{Center, drawn_from};
use crate::ui::simulator::Source;
use crate::ui::toast::{Toasts, toast_region};
use crate::{api, device_copy, inside, painter};
use first::first;
use frame::frame;
use leptos::prelude::*;
use shuke_contract::boot::{Boot, Has};
use shuke_contract::sign_in::CameByKind;
use shuke_face::pages::pieces::FROM_PARCEL;
use shuke_face::{Display, Lang, Part};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// How long what draws the page is waited for.
const PATIENCE: Duration = Duration::from_secs(8);
const LATER: Duration = Duration::from_millis(timers::LATER_MS);

/// Takes the page over. What the server drew stands until the same task has put the app in its place, and so long as what draws the page has not
/// come. What somebody did before goes over (`index.html`).
pub fn start() {
    let Some(root) = dom::by_id("app") else { return };
    let mut display = display::read();
    if let Some(lang) = display::asked_in_address() {
        display.lang = lang;
        display::write(display);
    }
    display::apply(display);
    device_copy::follow_other_tabs();
    if dom::is_asked(FROM_PARCEL) {
        device_copy::keep_came_by(CameByKind::Parcel, "");
    }
    let boot = display::boot_text().and_then(|text| start_with(&text));
    drawn_from(display::replies());
    let part = boot.as_ref().map_or(Part::First, |boot| router::here().page.shown_to(boot.card.is_some()).part());
    let take_over = move || {
        dom::tell("taking");
        // The page's own script knows how long ago the page came.
        let is_of_now = root.get_attribute("data-late").is_none();
        if !is_of_now {
            drawn_from(Vec::new());
        }
        root.set_inner_html("");
        mount_to(root, move || app(display, boot, is_of_now)).forget();
        dom::tell("taken");
        // What was not asked for by now is not what is shown.
        set_timeout(|| drawn_from(Vec::new()), LATER);
    };
    if part == Part::First {
        return take_over();
    }
    // Once, as soon as the part is there; one that does not come is said to, in the app's own page.
    let waiting = Rc::new(Cell::new(Some(take_over)));
    let late = Rc::clone(&waiting);
    set_timeout(move || once(&late), PATIENCE);
    spawn(async move {
        bundles::bring(part).await;
        once(&waiting);
    });
}

fn once(waiting: &Cell<Option<impl FnOnce()>>) {
    if let Some(work) = waiting.take() {
        work();
    }
}

fn start_with(text: &str) -> Option<Boot> {
    let boot: Boot = api::read(text).ok()?;
    if router::here().page.is_for_staff() {
        // It says nothing about the member who may be signed in in the same browser.
        return Some(boot);
    }
    device_copy::keep_boot(text);
    match &boot.card {
        Some(card) => device_copy::keep_only_of(card.number.as_str()),
        None => device_copy::forget_member(),
    }
    Some(boot)
}

/// What outlives every page, whatever the language.
/// `is_of_now`: the server has just said what it starts with.
fn app(display: Display, boot: Option<Boot>, is_of_now: bool) -> AnyView {
    let display = RwSignal::new(display);
    let online = events::online();
    let toasts = Toasts::new();
    let center = RwSignal::new(boot.map(|boot| Center::new(boot, is_of_now)));
    let router = Router::start(move |lang: Lang| display.update(|display| display.lang = lang));
    provide_context(display);
    provide_context(online);
    provide_context(toasts);
    provide_context(Source(bundles::forecast));
    provide_context(door::Source(bundles::camera));
    provide_context(painter::Source(bundles::easel));
    provide_context(inside::Source(bundles::wechat));
    provide_context(bundles::GIVEN);
    provide_context(router);
    effect(move || display::write_if_changed(display.get()));
    watch_center(center, online, router);
    tell_wechat(center, router, display);
    announce_updates(toasts, display);
    let is_english = memo(move || display.get().lang == Lang::En);
    let page = dynamic(move || {
        provide_context::<&'static Texts>(texts(if is_english.get() { Lang::En } else { Lang::Zh }));
        match center.get() {
            Some(center) => frame(center),
            None => first(center),
        }
    });
    vec![page, toast_region(toasts)].into_any()
}

/// Asks anew when somebody comes back or is online again; what belongs to a member goes with the session.
fn watch_center(center: RwSignal<Option<Center>>, online: ReadSignal<bool>, router: Router) {
    let refresh = move || {
        if let Some(center) = center.get_untracked() {
            center.refresh();
        }
    };
    events::on_return(refresh);
    effect(move || {
        if online.get() {
            refresh();
        }
    });
    effect(move || {
        if let Some(center) = center.get() {
            let (is_member, has) = (center.is_member(), center.with_boot_now(|boot| boot.has));
            set_timeout(move || prepare(router, is_member, has), LATER);
        }
    });
}

/// Inside WeChat each page that is shown is told to it.
fn tell_wechat(center: RwSignal<Option<Center>>, router: Router, display: RwSignal<Display>) {
    effect(move || {
        let Some(center) = center.get().filter(|center| center.with_boot_now(|boot| boot.wechat.is_some())) else {
            return;
        };
        // Another one is passed on by a member, and in another language.
        let (route, _) = (router.route(), (center.is_member(), display.get().lang));
        spawn(async move {
            if let Ok(bridge) = bundles::wechat().await {
                (bridge.tell)(center, route);
            }
        });
    });
}

/// What somebody may want next. Staff have all that they need.
fn prepare(router: Router, is_member: bool, has: Has) {
    if !untrack(|| router.route()).page.is_for_staff() {
        bundles::prepare(is_member, has);
    }
}

/// The service worker is fetched when everything else is there.
fn announce_updates(toasts: Toasts, display: RwSignal<Display>) {
    if network::is_spared() {
        // It keeps all of the app.
        return;
    }
    let register = move || {
        worker::register(move |update| {
            let t = &texts(display.get_untracked().lang).shell;
            toasts.offer(t.new_version, t.reload, move || update.activate());
        });
    };
    set_timeout(register, LATER);
}
