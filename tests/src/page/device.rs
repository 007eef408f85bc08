//! The phone around a page: sessions, tabs, sizes, pictures, the console.

use super::Page;
use crate::{
    api::Api,
    engine::{Engine, Looks, chromium},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shuke_contract::sign_in::{DevSignIn, DevSignInRequest};
use shuke_contract::staff::{StaffSignIn, StaffSignInRequest};
use shuke_rules::phone::Phone;
use std::path::Path;

impl Page {
    /// Signs in through the development sign-in, without the app: the browser is given the session's cookie.
    pub fn sign_in_as(&self, who: &str) {
        let mut api = Api::guest(&self.base);
        let signed_in = api.call::<DevSignIn>("", &DevSignInRequest { who: who.to_owned() });
        signed_in.unwrap_or_else(|refused| panic!("the development sign-in as {who}: {refused}"));
        self.take_session(&api);
    }

    /// Signs staff in with a one-time code, without the app.
    pub fn sign_in_as_staff(&self, phone: &Phone, code: &str) {
        let mut api = Api::guest(&self.base);
        let request = StaffSignInRequest { phone: phone.clone(), code: code.to_owned() };
        api.call::<StaffSignIn>("", &request).unwrap_or_else(|refused| panic!("signing staff in: {refused}"));
        self.take_session(&api);
    }

    /// The session's cookie of somebody who called without a browser.
    fn take_session(&self, api: &Api) {
        let (name, value) = api.cookie().expect("a session");
        let mut cookie = json!({ "name": name, "value": value, "path": "/", "httpOnly": true, "sameSite": "Lax" });
        match self.engine() {
            Engine::Chromium => {
                cookie["url"] = self.base.clone().into();
                let set = chromium::devtools(self.session(), "Network.setCookie", &cookie);
                set.unwrap_or_else(|refused| panic!("{refused}"));
            }
            Engine::Webkit => {
                self.open_path("/healthz");
                self.post("/cookie", &json!({ "cookie": cookie }));
            }
        }
    }

    /// What the API answers to this browser.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        let reply = self.js_async("return await (await fetch(args[0])).text()", &json!([path]));
        let text = reply.as_str().unwrap_or_default();
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error} in {text}"))
    }

    /// The session's cookie goes, as when it has ended; what the member wishes for stays.
    pub fn forget_session(&self) {
        let cookies = self.session().get("/cookie").unwrap_or_default();
        for cookie in cookies.as_array().into_iter().flatten().filter(|cookie| cookie["httpOnly"] == true) {
            let name = cookie["name"].as_str().unwrap_or_default();
            self.session().delete(&format!("/cookie/{name}")).unwrap_or_else(|refused| panic!("{refused}"));
        }
    }

    /// Waits until the service worker has kept what a start without network needs.
    pub fn kept_for_later(&self) {
        let script = "const worker = await navigator.serviceWorker.ready; return !!worker.active";
        assert_eq!(self.js_async(script, &json!([])), true, "no service worker");
        let active = "return navigator.serviceWorker.getRegistration().then((r) => r.active.state === 'activated')";
        self.until("the service worker is active", || (self.js_async(active, &json!([])) == true).then_some(()));
    }

    /// The tab that one is in, for [`Self::go_to_tab`].
    pub fn tab(&self) -> Value {
        self.session().get("/window").unwrap_or_else(|refused| panic!("{refused}"))
    }

    /// Opens a second tab of the same browser and goes to it.
    pub fn new_tab(&self) -> Value {
        self.worn.set(true);
        let made = self.post("/window/new", &json!({ "type": "tab" }));
        self.go_to_tab(&made["handle"]);
        made["handle"].clone()
    }

    pub fn go_to_tab(&self, tab: &Value) {
        self.post("/window", &json!({ "handle": tab }));
    }

    /// A command of the DevTools protocol; Chromium only. What it changes stays: no other test gets this browser.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        assert_eq!(self.engine(), Engine::Chromium);
        self.worn.set(true);
        let done = chromium::devtools(self.session(), command, parameters);
        done.unwrap_or_else(|refused| panic!("{command}: {refused}"))
    }

    /// Leaves the browser to another test, unless this one changed what stays.
    pub fn give_back(self) {
        if !self.worn.get() {
            self.browser.rest();
        }
    }

    /// Text twice as large, as a phone's text size does it.
    pub fn double_text(&self) {
        self.js("document.documentElement.style.fontSize = '200%'");
    }

    pub fn normal_text(&self) {
        self.js("document.documentElement.style.fontSize = ''");
    }

    pub fn resize(&self, width: u32, height: u32) {
        let looks = Looks { width, height, ..self.looks };
        self.engine().resize(self.session(), looks).unwrap_or_else(|refused| panic!("{refused}"));
    }

    /// PNG of what is in the window.
    pub fn picture(&self) -> Vec<u8> {
        let said = self.session().get("/screenshot").ok();
        let text = said.as_ref().and_then(Value::as_str).unwrap_or_default();
        BASE64_STANDARD.decode(text).unwrap_or_default()
    }

    /// The same as WebP, small enough to lie in the repository; Chromium only.
    pub fn small_picture(&self) -> Vec<u8> {
        let said = self.devtools("Page.captureScreenshot", &json!({ "format": "webp", "quality": 55 }));
        BASE64_STANDARD.decode(said["data"].as_str().unwrap_or_default()).unwrap_or_default()
    }

    /// WebP of a page so large, at one device pixel to a point, as good as so many bytes allow; Chromium only.
    pub fn picture_within(&self, (width, height): (u32, u32), bytes: usize) -> Vec<u8> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
        let mut best = Vec::new();
        for quality in [80, 65, 50, 40, 30, 20] {
            let said = self.devtools("Page.captureScreenshot", &json!({ "format": "webp", "quality": quality }));
            best = BASE64_STANDARD.decode(said["data"].as_str().unwrap_or_default()).unwrap_or_default();
            if best.len() <= bytes {
                break;
            }
        }
        best
    }

    /// Opens a file of this machine.
    pub fn open_file(&self, path: &Path) {
        self.post("/url", &json!({ "url": format!("file://{}", path.display()) }));
    }

    /// Console messages with this in them are what the test is about.
    pub fn expect_in_console(&self, part: &str) {
        self.expected.borrow_mut().push(part.to_owned());
        // The same in WebKit's words: what comes of itself a second after start may be on its way.
        if part == "Failed to load resource" {
            self.expected.borrow_mut().push("cannot load".to_owned());
        }
    }

    /// What the browser complained of since the last look, less what is expected.
    pub fn complaints(&self) -> Vec<String> {
        let messages = match self.engine() {
            Engine::Chromium => chromium::console(self.session()),
            Engine::Webkit => self.session().run(
                "return JSON.parse(sessionStorage.getItem('shuke-complaints') || '[]').map(message => ({ level: 'SEVERE', message }))",
                &json!([]),
            ),
        };
        let messages = messages.unwrap_or_default();
        let severe = messages.as_array().into_iter().flatten().filter(|entry| entry["level"] == "SEVERE");
        let texts = severe.filter_map(|entry| entry["message"].as_str());
        let expected = self.expected.borrow();
        texts.filter(|text| !expected.iter().any(|part| text.contains(part.as_str()))).map(str::to_owned).collect()
    }
}
