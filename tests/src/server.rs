//! The real server on a real data directory: made ready once a brand, copied for each test.

use crate::{child::Child, place};
use serde::Deserialize;
use serde_json::Value;
use shuke_rules::{number::CardNumber, phone::Phone};
use std::{
    collections::BTreeMap,
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
    time::Duration,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Brand {
    /// Policy A: by all spend so far.
    Xiaoman,
    /// Policy B: by one purchase or 12 months.
    Shanlan,
}

impl Brand {
    pub fn file(self) -> PathBuf {
        place::root().join(match self {
            Self::Xiaoman => "brands/xiaoman.toml",
            Self::Shanlan => "brands/shanlan.toml",
        })
    }
}

/// What `shuke demo --json` says: where one can begin.
#[derive(Clone, Debug, Deserialize)]
pub struct Demo {
    pub store: String,
    pub till_key: String,
    pub members: Vec<DemoMember>,
    /// A clerk and a manager of that shop.
    pub staff: Vec<DemoStaff>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct DemoMember {
    pub card: String,
    pub name: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct DemoStaff {
    pub name: String,
    pub phone: String,
}

/// A data directory; it goes with the value.
pub struct Data {
    pub folder: PathBuf,
    pub demo: Demo,
}

pub struct Server {
    process: Child,
    pub address: SocketAddr,
}

static READY: Mutex<BTreeMap<Brand, (PathBuf, Demo)>> = Mutex::new(BTreeMap::new());

/// Removes what tests have in common. To be called last.
pub fn end() {
    let ready = std::mem::take(&mut *READY.lock().unwrap_or_else(PoisonError::into_inner));
    for (folder, _) in ready.values() {
        let _ = fs::remove_dir_all(folder);
    }
}

impl Data {
    /// A copy of a directory with `brand` and its demo members.
    pub fn of(brand: Brand) -> Self {
        let mut ready = READY.lock().unwrap_or_else(PoisonError::into_inner);
        let (template, demo) = ready.entry(brand).or_insert_with(|| make_ready(brand)).clone();
        drop(ready);
        let folder = place::fresh("data");
        copy(&template, &folder).unwrap_or_else(|error| panic!("cannot copy {}: {error}", template.display()));
        Self { folder, demo }
    }

    /// Puts a changed policy in force.
    pub fn apply(&self, policy: &str) {
        let file = self.folder.join("changed.toml");
        fs::write(&file, policy).expect("a policy file");
        said(shuke(&self.folder).arg("apply").arg(file));
    }

    /// Begins anew, while no server runs: this policy is in force and there are no members.
    pub fn begin_anew(&self, policy: &str) {
        fs::remove_dir_all(&self.folder).and_then(|()| fs::create_dir_all(&self.folder)).expect("an empty folder");
        self.apply(policy);
    }

    /// The same with the demo's members.
    pub fn begin_anew_with_members(&self, policy: &str) {
        self.begin_anew(policy);
        said(shuke(&self.folder).args(["demo", "--json"]));
    }

    /// Offers what this CSV file says; the brand's pictures lie beside it.
    pub fn import_items(&self, brand: Brand, csv: &str) {
        let wares = self.folder.join("wares");
        fs::create_dir_all(&wares).and_then(|()| copy(&brand.wares(), &wares)).expect("the brand's pictures");
        let file = wares.join("items.csv");
        fs::write(&file, csv).expect("a file of items");
        said(shuke(&self.folder).args(["import", "items"]).arg(file));
    }

    /// Raises somebody to a tier that is given by the brand.
    pub fn invite(&self, member: &CardNumber, tier: &str) {
        said(shuke(&self.folder).args(["member", "invite", member.as_str(), "--tier", tier]));
    }

    /// The code of a new piece of some goods.
    pub fn piece_of(&self, number: &str) -> String {
        let made = said(shuke(&self.folder).args(["item-codes", "make", "--item", number, "--count", "1"]));
        let code = made.lines().nth(1).and_then(|line| line.split(',').nth(2));
        code.unwrap_or_else(|| panic!("no code in {made}")).to_owned()
    }

    /// How many members there are, as the operator's report says.
    pub fn members(&self) -> i64 {
        let report = said(shuke(&self.folder).args(["report", "tiers", "--at", "2099-12-31", "--json"]));
        let report: Value = serde_json::from_str(&report).unwrap_or_else(|error| panic!("{error} in {report}"));
        report["members"].as_i64().expect("a count")
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Server {
    /// Starts it with the app in `dist`, on a free port.
    pub fn start(data: &Data, dist: &Path) -> Self {
        Self::start_with(data, dist, &[])
    }

    /// The same with settings of the environment.
    pub fn start_with(data: &Data, dist: &Path, settings: &[(&'static str, String)]) -> Self {
        let mut command = shuke(&data.folder);
        command.envs(settings.iter().map(|(name, value)| (name, value)));
        command.args(["serve", "--listen", "127.0.0.1:0", "--dev-sign-in", "--app"]).arg(dist);
        let process = Child::start(&mut command);
        let address = process.said.wait_for(0, Duration::from_secs(30), |line| {
            let at = line.split_once("listening on http://")?.1;
            at.split(|c: char| c != '.' && c != ':' && !c.is_ascii_digit()).next()?.parse().ok()
        });
        let address = address.unwrap_or_else(|| panic!("the server does not start:\n{}", process.said.text()));
        Self { process, address }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn log(&self) -> String {
        self.process.said.text()
    }

    /// Where the log is now: [`Self::one_time_code`] looks from there on.
    pub fn mark(&self) -> usize {
        self.process.said.count()
    }

    /// The one-time code that was sent to `phone` since `mark`. In development the log is the SMS gateway.
    pub fn one_time_code(&self, phone: &Phone, mark: usize) -> String {
        let found = self.process.said.wait_for(mark, Duration::from_secs(10), |line| code_in(line, phone));
        found.unwrap_or_else(|| panic!("no one-time code for {phone:?} in the log:\n{}", self.log()))
    }
}

/// `one-time code for 139 •••• 0001: 004217 (…)`
fn code_in(line: &str, phone: &Phone) -> Option<String> {
    let (_, rest) = line.split_once(&format!("one-time code for {}: ", phone.masked()))?;
    let code: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (code.len() == 6).then_some(code)
}

fn make_ready(brand: Brand) -> (PathBuf, Demo) {
    let folder = place::fresh("template");
    said(shuke(&folder).arg("apply").arg(brand.file()));
    let text = said(shuke(&folder).args(["demo", "--json"]));
    let demo = serde_json::from_str(text.trim()).unwrap_or_else(|error| panic!("shuke demo: {error} in {text}"));
    (folder, demo)
}

fn shuke(data: &Path) -> Command {
    let binary = place::server();
    assert!(binary.is_file(), "{} is not there: cargo build -p shuke-server", binary.display());
    let mut command = Command::new(binary);
    command.arg("--data").arg(data).current_dir(place::root());
    command
}

/// Runs a command to its end and gives what it printed.
fn said(command: &mut Command) -> String {
    let output = command.output().expect("shuke runs");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {complaint}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_that_of_the_number_asked_for() {
        let phone = |text| Phone::parse(text).expect("a phone number");
        let line = "one-time code for 139 •••• 0001: 004217 (development: not sent, good for 5 minutes)";
        assert_eq!(code_in(line, &phone("13900000001")).as_deref(), Some("004217"));
        assert_eq!(code_in(line, &phone("13900000002")), None);
    }
}
