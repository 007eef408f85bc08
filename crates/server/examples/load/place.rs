//! A built server on data of its own, with members who bought before and a till key.

use crate::Failed;
use crate::clients::read_answer;
use shuke_server::routes;
use shuke_server::store::Location;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// Members who are signed in.
const MEMBERS: usize = 64;
/// The same among generated ones.
const AMONG: u32 = 256;
/// Coupons that each member is given besides those of the brand.
pub const HELD: usize = 20;
/// Purchases that each member has already.
const HISTORY: usize = 12;

/// Ends its process with its value.
pub struct Running {
    child: Child,
    pub address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended_already = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Where its members come from.
#[derive(Clone, Copy)]
pub enum Settled {
    /// From a file of purchases, all of them signed in.
    Imported,
    /// So many, made up with their histories, some of them signed in; and there is a mall.
    Generated(u32),
}

pub struct Place {
    pub server: Running,
    /// Of each member.
    pub cookies: Vec<String>,
    pub cards: Vec<String>,
    pub till_key: String,
}

impl Place {
    /// `settings` are those of the environment, besides what every run needs.
    pub async fn prepare(data: &Path, settings: &[(&str, &str)], settled: Settled) -> Result<Self, Failed> {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
        let app = data.join("app");
        std::fs::create_dir_all(&app)?;
        std::fs::copy(root.join("index.html"), app.join("index.html"))?;
        let brand = data.join("brand.toml");
        std::fs::write(&brand, std::fs::read_to_string(root.join("brands/xiaoman.toml"))? + &coupons())?;
        run(data, &["apply", &brand.to_string_lossy()])?;
        let members = match settled {
            Settled::Imported => imported(data)?,
            Settled::Generated(members) => {
                run(data, &["import", "items", &root.join("brands/xiaoman/items.csv").to_string_lossy()])?;
                run(data, &["generate", "--members", &members.to_string()])?;
                among(data, members).await?
            }
        };
        let till_key = run(data, &["till-key", "create", "--store", "wukang"])?.trim().to_owned();
        let mut serve = shuke(data);
        serve.args(["serve", "--listen", "127.0.0.1:0", "--dev-sign-in", "--app"]).arg(&app).stderr(Stdio::null());
        serve.envs([("SHUKE_RATE_ADDRESS", "0"), ("SHUKE_RATE_SESSION", "0"), ("SHUKE_RATE_TILL", "0")]);
        let server = start(serve.envs(settings.iter().copied()))?;
        let (mut cookies, mut cards) = (Vec::new(), Vec::new());
        for member in members {
            let (cookie, card) = sign_in(&server.address, &member).await?;
            cookies.push(cookie);
            cards.push(card);
        }
        Ok(Self { server, cookies, cards, till_key })
    }
}

/// [`HELD`] templates that go together, each given once to everybody: amounts and per cents off the same goods, with thresholds
/// and without, so that few sets of them can be left out of a comparison.
fn coupons() -> String {
    let one = |nth: usize| {
        let effect = match nth % 3 {
            0 => format!(r#"{{ kind = "percent_off", pays_percent = {} }}"#, 85 + nth % 10),
            _ => format!(r#"{{ kind = "amount_off", yuan = "{}.{:02}" }}"#, 9 + nth % 2, nth),
        };
        let (least, name) = (if nth % 3 == 1 { 200 + nth * 10 } else { 20 }, format!("bench-{nth}"));
        format!(
            "\n[[coupons]]\nid = \"{name}\"\nname = {{ zh = \"{name}\", en = \"{name}\" }}\neffect = {effect}\nthreshold = {least}\n\
             group = \"{name}\"\n\n[[grants]]\nid = \"{name}\"\ncoupon = \"{name}\"\non = \"tier\"\n"
        )
    };
    (0..HELD).map(one).collect()
}

/// The names of members who bought before.
fn imported(data: &Path) -> Result<Vec<String>, Failed> {
    let file = data.join("purchases.csv");
    let rows = (0..MEMBERS * HISTORY)
        .map(|n| format!("m{},2026-{:02}-{:02},{}.5\n", n % MEMBERS, 1 + n % 9, 1 + n % 28, 20 + n % 90));
    std::fs::write(&file, format!("who,day,paid\n{}", rows.collect::<String>()))?;
    let columns = ["--customer", "who", "--date", "day", "--amount", "paid"];
    run(data, &[&["import", "purchases", &file.to_string_lossy()], &columns[..]].concat())?;
    Ok((0..MEMBERS).map(|member| format!("m{member}")).collect())
}

/// The cards of some of so many members, from all over.
async fn among(data: &Path, members: u32) -> Result<Vec<String>, Failed> {
    let store = routes::open(&Location::Directory(data.to_owned())).await?;
    let rows: Vec<(String,)> = sqlx::query_as("SELECT card FROM members WHERE id % $1 = 0 ORDER BY id LIMIT $2")
        .bind(i64::from((members / AMONG).max(1)))
        .bind(i64::from(AMONG))
        .fetch_all(&mut *store.read().await?)
        .await?;
    store.close().await;
    Ok(rows.into_iter().map(|(card,)| card).collect())
}

/// A member's cookie and card number.
async fn sign_in(address: &str, member: &str) -> Result<(String, String), Failed> {
    let body = format!(r#"{{"who":"{member}"}}"#);
    let ask = format!(
        "POST /api/v1/dev/sessions HTTP/1.1\r\nhost: 127.0.0.1\r\nidempotency-key: {member}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(ask.as_bytes()).await?;
    let answer = String::from_utf8(read_answer(&mut stream, &mut Vec::new()).await?)?;
    let cookie = answer.split("set-cookie: ").nth(1).and_then(|rest| rest.split(';').next()).ok_or("no cookie")?;
    let card = answer.split("\"number\":\"").nth(1).and_then(|rest| rest.get(..13)).ok_or("no card number")?;
    Ok((cookie.to_owned(), card.to_owned()))
}

/// The server's binary, which lies where this one's folder does.
fn shuke(data: &Path) -> Command {
    let own = std::env::current_exe().unwrap_or_default();
    let folder = own.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    let mut command = Command::new(folder.join("shuke"));
    command.arg("--data").arg(data);
    command
}

pub fn run(data: &Path, arguments: &[&str]) -> Result<String, Failed> {
    let output = shuke(data).args(arguments).output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into())
}

/// Starts a program that says where it listens.
pub fn start(command: &mut Command) -> Result<Running, Failed> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
    let address = line.trim().strip_prefix("listening on http://").unwrap_or_default().to_owned();
    let running = Running { child, address };
    if running.address.is_empty() { Err("the server did not start".into()) } else { Ok(running) }
}
