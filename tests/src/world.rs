//! What one test has to itself: a server with data, the gate before it, and browsers on that address.

use crate::{
    api::Api,
    engine::{Engine, Looks, PHONE},
    gate::Gate,
    page::Page,
    place,
    server::{Brand, Data, Server},
    wares,
};
use shuke_contract::{Empty, account, sign_in};
use shuke_rules::{number::CardNumber, phone::Phone, policy::StoreId};
use shuke_wechat_double::Double;
use std::{
    cell::{RefCell, RefMut},
    path::Path,
    rc::Rc,
    sync::atomic::{AtomicU32, Ordering},
};

pub struct World {
    pub engine: Engine,
    pub brand: Brand,
    pub gate: Gate,
    pub data: Data,
    server: RefCell<Option<Server>>,
    pages: RefCell<Vec<Rc<Page>>>,
}

impl World {
    pub fn new(engine: Engine, brand: Brand) -> Self {
        let data = Data::of(brand);
        let server = Server::start(&data, &place::dist());
        let gate = Gate::open(server.address);
        Self { engine, brand, gate, data, server: RefCell::new(Some(server)), pages: RefCell::default() }
    }

    /// A phone in somebody's hand: a browser of its own that has been nowhere yet.
    pub fn phone(&self) -> Rc<Page> {
        self.browser(PHONE)
    }

    pub fn browser(&self, looks: Looks) -> Rc<Page> {
        self.browser_of(self.engine, looks)
    }

    /// One of either engine, where both are held against each other.
    pub fn browser_of(&self, engine: Engine, looks: Looks) -> Rc<Page> {
        let page = Rc::new(Page::open(engine, looks, &self.gate));
        self.pages.borrow_mut().push(Rc::clone(&page));
        page
    }

    /// A phone on which the demo member number `which` is signed in, on the card.
    pub fn member(&self, which: usize) -> Rc<Page> {
        let page = self.phone();
        page.sign_in_as(&self.data.demo.members[which].card);
        page.open_path("/");
        page.started();
        page
    }

    /// The card number of that demo member.
    pub fn card(&self, which: usize) -> CardNumber {
        CardNumber::parse(&self.data.demo.members[which].card).expect("a card number")
    }

    /// That demo member without a browser.
    pub fn member_api(&self, which: usize) -> Api {
        let mut api = self.guest();
        let who = self.data.demo.members[which].card.clone();
        api.call::<sign_in::DevSignIn>("", &sign_in::DevSignInRequest { who }).expect("the development sign-in");
        api
    }

    pub fn server(&self) -> RefMut<'_, Server> {
        RefMut::map(self.server.borrow_mut(), |server| server.as_mut().expect("the server runs"))
    }

    /// Ends the server: the network is there, nobody answers.
    pub fn stop_server(&self) {
        self.gate.cut();
        self.server.borrow_mut().take();
    }

    /// Starts it again, on the same data and the same address, with the app in `dist`.
    pub fn start_server(&self, dist: &Path) {
        let server = Server::start(&self.data, dist);
        self.gate.lead_to(server.address);
        *self.server.borrow_mut() = Some(server);
    }

    /// From now on the brand has an account of WeChat's, which this plays.
    pub fn with_wechat(&self) -> Double {
        let double = Double::start().expect("a port");
        double.allow(self.gate.url().split_once("://").expect("an address").1);
        self.stop_server();
        let server = Server::start_with(&self.data, &place::dist(), &double.settings());
        self.gate.lead_to(server.address);
        *self.server.borrow_mut() = Some(server);
        double
    }

    /// The mall offers an item otherwise from now on: these columns of its row are changed.
    pub fn offer_with(&self, item: &str, changes: &[(&str, &str)]) {
        self.data.import_items(self.brand, &wares::changed(self.brand, item, changes));
    }

    pub fn guest(&self) -> Api {
        Api::guest(&self.server().url())
    }

    /// The till of the demo's shop.
    pub fn till(&self) -> Api {
        Api::till(&self.server().url(), &self.data.demo.till_key)
    }

    /// Another phone number each time.
    pub fn new_phone() -> Phone {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let number = format!("139{:08}", COUNT.fetch_add(1, Ordering::Relaxed));
        Phone::parse(&number).expect("a phone number")
    }

    /// The phone number of a demo member.
    pub fn phone_of(&self, which: usize) -> Phone {
        let export = self.member_api(which).call::<account::GetExport>("", &Empty {}).expect("the export");
        Phone::parse(&export.phone.expect("a phone number")).expect("a phone number")
    }

    /// Joins without a browser, as another device would.
    pub fn join(&self, phone: &Phone) -> (Api, CardNumber) {
        let mark = self.server().mark();
        self.guest().ask_for_code(phone);
        let code = self.server().one_time_code(phone, mark);
        self.join_with(phone, &code)
    }

    /// The same by the link of a member.
    pub fn join_by(&self, phone: &Phone, link: &str) -> CardNumber {
        let mark = self.server().mark();
        let mut api = self.guest();
        api.call::<shuke_contract::referral::GetReferralLink>(link, &Empty {}).expect("the link");
        api.ask_for_code(phone);
        let code = self.server().one_time_code(phone, mark);
        self.joining(api, phone, &code).1
    }

    pub fn join_with(&self, phone: &Phone, code: &str) -> (Api, CardNumber) {
        self.joining(self.guest(), phone, code)
    }

    fn joining(&self, mut api: Api, phone: &Phone, code: &str) -> (Api, CardNumber) {
        let boot = api.call::<shuke_contract::boot::GetBoot>("", &Empty {}).expect("the brand");
        let agreed = |consent: &shuke_rules::policy::Consent| sign_in::ConsentChoice {
            id: consent.id.clone(),
            version: consent.version.clone(),
            given: consent.required,
        };
        let request = sign_in::JoinRequest {
            phone: phone.clone(),
            code: code.to_owned(),
            store: Some(StoreId(self.data.demo.store.clone())),
            came_by: None,
            consents: boot.consents.iter().map(agreed).collect(),
            name: Some("林晓雨".into()),
        };
        let signed_in = api.call::<sign_in::Join>("", &request).expect("joined");
        (api, signed_in.number)
    }

    /// Every browser that was opened.
    pub fn pages(&self) -> Vec<Rc<Page>> {
        self.pages.borrow().clone()
    }

    /// None of its browsers complained of anything that was not expected.
    pub fn all_quiet(&self) {
        for page in self.pages() {
            let complaints = page.complaints();
            assert!(complaints.is_empty(), "the browser complained:\n{}", complaints.join("\n"));
        }
    }

    /// To be said when everything went well: the browsers serve another world, before this one is gone.
    pub fn end_well(self) {
        for page in self.pages.take() {
            if let Some(page) = Rc::into_inner(page) {
                page.give_back();
            }
        }
    }

    pub fn log(&self) -> String {
        self.server.borrow().as_ref().map(Server::log).unwrap_or_default()
    }
}
