//! Bytes and requests until a member can use the page: exact figures of the real server's answers.
//!
//! Times are no budgets here: they belong to the machine. `cargo xtask bench` measures them.

use super::{count::Tally, styles};
use crate::{
    app, cargo,
    http::{Connection, Reply},
    place,
    server::{self, Server},
};
use anyhow::{Context as _, Result, ensure};
use shuke_face::{PAGES, Page, Part, Who};
use std::collections::{BTreeMap, BTreeSet};

/// HTML of any page with its style and its data, brotli: one flight of TCP. Bytes.
const PAGE: usize = 12_000;
/// All that comes before the page can be used, brotli. Bytes, whichever compiler made it.
const ALL: usize = 134_000;
/// Requests before the page can be used: one that a part draws has the part's file and that of what parts share besides.
const REQUESTS: (usize, usize) = (4, 5);
/// A file of the app is worth a request. Bytes.
const SMALLEST: usize = 2_000;
/// What each page beyond the first brings along that only it, or the few pages in one file with it, needs; brotli. Bytes.
const FURTHER: usize = 12_000;
/// The reader of codes, which the camera alone fetches, and only where the browser has none; brotli. Bytes.
const DECODER: usize = 200_000;
/// How much of what the profile of the first file knows may be gone from it: then `cargo xtask profile` is due. Per cent.
const AGE: usize = 25;
/// The precompiled library of rustup's compiler weighs 4 kB more than the one that is built here beside Debian's. What only Debian's has measured must
/// leave room for both: twice that of everything, and 2 % of a further page, whose files hold little of the library.
const ROOM: (usize, usize) = (8_000, 240);

pub fn check() -> Result<Tally> {
    let binary = cargo::server_path(false);
    let binary = if binary.exists() { binary } else { cargo::server(false)? };
    let data = place::results().join("budgets-data");
    let _ = std::fs::remove_dir_all(&data);
    let server = Server { binary, data };
    server.apply_if_fresh("brands/xiaoman.toml".as_ref())?;
    let demo = server.demo()?;
    let at = server::free_port()?;
    let running = server.start(at, &place::dist(), &["--dev-sign-in"])?;
    let mut connection = Connection::open(at)?;
    let cookie = server::sign_in(&mut connection, &demo)?;
    let page = connection.get("/", &[format!("Cookie: {cookie}"), "Accept-Encoding: br".into()])?;
    ensure!(page.status == 200, "GET / answers {}", page.status);
    let page_bytes = packed(&page)?.len();
    let plain = connection.get("/", &[format!("Cookie: {cookie}")])?;
    let plain = String::from_utf8(plain.body).context("the page is not UTF-8")?;
    let (_, name) = demo.members.first().context("no demo members")?;
    let mut sizes = Sizes { connection, known: BTreeMap::new() };
    let first = needed(&plain);
    let all = page_bytes + sizes.of(&first)?;
    let requests = 1 + first.len();
    let mut further = BTreeMap::<BTreeSet<String>, Vec<&str>>::new();
    let all_styles = sheet_of_all_parts(&mut sizes.connection, &plain)?;
    let mut without_style = unstyled("/", &plain, &all_styles);
    let (mut pages_over, mut asking) = (Vec::new(), Vec::new());
    for page in PAGES.iter().filter(|page| page.exists() && page.part() != Part::First) {
        let is_member = matches!(page.who(), Who::Members | Who::All);
        let cookie: Vec<_> = is_member.then(|| format!("Cookie: {cookie}")).into_iter().collect();
        let path = page.path();
        let address = page.of(id_of(*page)).href();
        let asked: Vec<_> = cookie.iter().cloned().chain(["Accept-Encoding: br".to_owned()]).collect();
        let bytes = packed(&sizes.connection.get(&address, &asked)?)?.len();
        println!("  {address}: {bytes} bytes of page");
        pages_over.extend((bytes > PAGE).then(|| format!("{address}: {bytes}, {PAGE} at most")));
        let page = String::from_utf8(sizes.connection.get(&address, &cookie)?.body)?;
        without_style.extend(unstyled(&address, &page, &all_styles));
        let all = 1 + needed(&page).len();
        asking.extend((all > REQUESTS.1).then(|| format!("{address}: {all} requests, {} at most", REQUESTS.1)));
        let files = needed(&page).into_iter().filter(|file| !first.contains(file)).collect();
        further.entry(files).or_default().push(path);
    }
    let compiler = app::compiler();
    let (all_at_most, further_at_most) = at_most_of(&compiler);
    let mut heavy = Vec::new();
    for (files, pages) in &further {
        let others: BTreeSet<_> = further.keys().filter(|other| *other != files).flatten().collect();
        let own: Vec<_> = files.iter().filter(|file| !others.contains(file)).cloned().collect();
        let each = sizes.of(&own)? / pages.len();
        let whole = sizes.of(&files.iter().cloned().collect::<Vec<_>>())?;
        println!(
            "  {}: {each} bytes each of its own, {whole} with all that it needs beyond the first",
            pages.join(", ")
        );
        heavy.extend(
            (each > further_at_most).then(|| format!("{}: {each}, {further_at_most} at most", pages.join(", "))),
        );
    }
    let decoder = decoder()?;
    let read = sizes.of(&decoder)?;
    let is_part = |file: &str| file.starts_with("/part") || file.starts_with("/app");
    let small = sizes.known.iter().filter(|(file, bytes)| is_part(file) && **bytes < SMALLEST);
    let small: Vec<_> = small.map(|(file, bytes)| format!("{file}: {bytes}")).collect();
    let named = first.iter().chain(further.keys().flatten()).filter(|file| decoder.contains(file));
    let early: Vec<_> = named.map(|file| format!("{file} comes before anybody scans")).collect();
    drop(running);
    println!("  the reader of codes {read} of {DECODER} bytes");
    println!(
        "  page {page_bytes} of {PAGE} bytes, everything {all} of {all_at_most} (compiled by {compiler}), requests {requests} of {}",
        REQUESTS.0
    );
    let told =
        if plain.contains(name.as_str()) { vec![] } else { vec![format!("the page of {name} does not name them")] };
    Ok(at_most("page", page_bytes, PAGE)
        + at_most("all bytes", all, all_at_most)
        + at_most("requests", requests, REQUESTS.0)
        + Tally::of("every page", &pages_over)
        + Tally::of("styles of every page", &without_style)
        + Tally::of("requests of every page", &asking)
        + Tally::of("files that are worth a request", &small)
        + Tally::of("further pages", &heavy)
        + at_most("the reader of codes", read, DECODER)
        + Tally::of("only for the camera", &early)
        + at_most("age of the profile", app::age_of_profile()?, AGE)
        + Tally::of("data in the page", &told))
}

/// As the page names it.
fn sheet_of_all_parts(connection: &mut Connection, page: &str) -> Result<String> {
    let named = page.split_once("name=\"later-style\" content=\"").and_then(|(_, rest)| rest.split_once('"'));
    let (file, _) = named.context("the page names no sheet of all parts")?;
    String::from_utf8(connection.get(file, &[])?.body).context("the sheet of all parts is not UTF-8")
}

fn unstyled(address: &str, page: &str, all: &str) -> Vec<String> {
    styles::lacking(page, all).into_iter().map(|class| format!("{address} draws .{class} without its style")).collect()
}

/// What stands on the page that is measured: what the demo has.
fn id_of(page: Page) -> &'static str {
    match page {
        Page::Item => "oat-latte",
        Page::Board => "winter-tea",
        Page::Good => "10088",
        _ => "1",
    }
}

/// The files of the reader of codes: its script and its module.
fn decoder() -> Result<Vec<String>> {
    let all = app::files(&place::dist())?;
    let is_its = |name: &&str| name.starts_with("decoder") && [".js", ".wasm"].iter().any(|end| name.ends_with(end));
    let names = all.iter().filter_map(|file| file.file_name()?.to_str());
    let files: Vec<_> = names.filter(is_its).map(|name| format!("/{name}")).collect();
    ensure!(files.len() == 2, "the reader of codes is no script and a module: {files:?}");
    Ok(files)
}

/// What this compiler's app may weigh: everything until it can be used, and a further page.
fn at_most_of(compiler: &str) -> (usize, usize) {
    let room = if compiler.starts_with("rustc ") { (0, 0) } else { ROOM };
    (ALL - room.0, FURTHER - room.1)
}

/// How many bytes files are as they travel.
struct Sizes {
    connection: Connection,
    known: BTreeMap<String, usize>,
}

impl Sizes {
    fn of(&mut self, files: &[String]) -> Result<usize> {
        files.iter().map(|file| self.one(file)).sum()
    }

    fn one(&mut self, file: &str) -> Result<usize> {
        if let Some(bytes) = self.known.get(file) {
            return Ok(*bytes);
        }
        let reply = self.connection.get(file, &["Accept-Encoding: br".into()])?;
        ensure!(reply.status == 200, "GET {file} answers {}", reply.status);
        let bytes = packed(&reply)?.len();
        println!("  {file}: {bytes} bytes");
        self.known.insert(file.to_owned(), bytes);
        Ok(bytes)
    }
}

fn at_most(what: &str, is: usize, budget: usize) -> Tally {
    let over = if is > budget { vec![format!("{is}, {budget} at most")] } else { vec![] };
    Tally::of(what, &over)
}

/// The body as it travels; packed here if the server leaves that to a proxy.
fn packed(reply: &Reply) -> Result<Vec<u8>> {
    if reply.header("content-encoding") == Some("br") { Ok(reply.body.clone()) } else { app::brotli(&reply.body) }
}

/// The files that the page loads before it can be used: scripts, preloads and styles.
fn needed(page: &str) -> Vec<String> {
    let tags = page.split('<').filter(|tag| {
        tag.starts_with("script ")
            || (tag.starts_with("link ") && ["preload", "stylesheet"].iter().any(|rel| tag.contains(rel)))
    });
    let mut files: Vec<String> = tags
        .filter_map(|tag| {
            let tag = tag.split('>').next()?;
            let value = tag.split("href=\"").nth(1).or_else(|| tag.split("src=\"").nth(1))?;
            Some(value.split('"').next()?.to_owned())
        })
        .filter(|file| file.starts_with('/'))
        .collect();
    files.sort();
    files.dedup();
    files
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_debians_compiler_made_leaves_room_for_what_rustups_would() {
        assert_eq!(super::at_most_of("Debian rustc 1.96.0"), (126_000, 11_760));
        assert_eq!(super::at_most_of("rustc 1.95.0"), (134_000, 12_000));
        assert_eq!(super::at_most_of("an unknown compiler"), (126_000, 11_760));
    }

    #[test]
    fn scripts_styles_and_preloads_are_needed_and_icons_are_not() {
        let page = "<link rel=\"icon\" href=\"/i.svg\"><link rel=\"modulepreload\" href=\"/a.js\"><link rel=\"preload\" as=\"fetch\" href=\"/a.wasm\">\
            <script>inline()</script><script src=\"/a.js\"></script><link rel=\"manifest\" href=\"/m\">";
        assert_eq!(super::needed(page), ["/a.js", "/a.wasm"]);
    }
}
