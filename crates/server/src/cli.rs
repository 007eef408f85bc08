//! What an operator types. Owns the arguments of the commands that work on policies and data, the files that they read and write,
//! what they print and their exit codes. What a command decides and does is `operator`'s; `serve` and the settings are elsewhere.
//!
//! A command prints its result to standard output and everything else (progress, problems) to standard error. It exits with
//! 0 when it did what was asked, with 1 when it did not.

mod apply;
mod audit;
mod bars;
mod check;
mod demo;
mod export;
mod generate;
mod import;
mod item_codes;
mod kit;
mod ledger;
mod member;
mod out;
mod plan;
mod print;
mod refused;
mod report;
mod staff;
mod till_key;

use crate::clock::Clock;
use crate::operator::Desk;
use crate::proof::Signer;
use crate::routes;
use crate::secrets::Chance;
use crate::settings::PublicUrl;
use crate::store::Location;
use out::Failure;
use std::path::PathBuf;
use std::process::ExitCode;

/// The commands of an operator.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Says everything that is wrong with a policy file, and what its art kit lacks
    Check {
        /// The policy: a brand.toml
        file: PathBuf,
        /// Where the built app lies, with the art kits in it [default: ./dist, if it is there]
        #[arg(long, value_name = "DIR", env = "SHUKE_APP")]
        app: Option<PathBuf>,
    },
    /// Shows what a policy file would change, and which members gain or lose a tier
    Plan {
        /// The policy: a brand.toml
        file: PathBuf,
    },
    /// Puts a policy file into force as a new rule version; makes a fresh data directory ready
    Apply {
        /// The policy: a brand.toml
        file: PathBuf,
    },
    /// Brings in data from elsewhere
    #[command(subcommand)]
    Import(import::Import),
    /// Makes codes of single pieces, lists and prints them
    #[command(subcommand)]
    ItemCodes(item_codes::ItemCodes),
    /// Writes data for other programs, as CSV
    #[command(subcommand)]
    Export(export::Export),
    /// Counts as of the end of a day, past or future
    #[command(subcommand)]
    Report(report::Report),
    /// Prints sheets with codes, as PDF or SVG: for shops, members' links, items and parcels
    #[command(subcommand)]
    Print(print::Print),
    /// Makes, lists and revokes the API keys of tills
    #[command(subcommand)]
    TillKey(till_key::TillKey),
    /// Makes, lists and removes the accounts of staff, and shows what they did
    #[command(subcommand)]
    Staff(staff::Staff),
    /// Does something for one member
    #[command(subcommand)]
    Member(member::Member),
    /// Checks everything that is stored: what can be computed anew is, what cannot is sealed
    Audit(audit::Audit),
    /// Checks the points ledger
    #[command(subcommand)]
    Ledger(ledger::Ledger),
    /// Makes invented members with histories of years, to see how the data grows
    Generate(generate::Generate),
    /// Adds a few demo members with history, a till key, a clerk and a manager
    Demo(demo::Demo),
}

/// What commands are given of the settings besides where the data lies.
pub struct Given {
    /// Has the key of the anchors.
    pub signer: Signer,
    /// How the world reaches the server.
    pub public: Option<PublicUrl>,
}

/// Runs a command on the data at `location`.
pub async fn run(command: Command, location: &Location, given: Given) -> ExitCode {
    match done(command, location, given).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::FAILURE
        }
    }
}

async fn done(command: Command, location: &Location, given: Given) -> Result<(), Failure> {
    if let Command::Check { file, app } = &command {
        return check::check(file, app.as_deref());
    }
    let context = routes::context(Clock::default(), Chance::default());
    context.share(given.signer);
    let desk = Desk { store: routes::open_patiently(location, out::waiting).await?, context };
    let done = match command {
        Command::Check { .. } => Ok(()),
        Command::Plan { file } => plan::plan(&desk, &file).await,
        Command::Apply { file } => apply::apply(&desk, &file).await,
        Command::Import(import) => import::run(&desk, import).await,
        Command::ItemCodes(command) => item_codes::run(&desk, command).await,
        Command::Export(export) => export::run(&desk, export).await,
        Command::Report(report) => report::run(&desk, report).await,
        Command::Print(asked) => print::run(&desk, given.public.as_ref(), asked).await,
        Command::TillKey(command) => till_key::run(&desk, command).await,
        Command::Staff(command) => staff::run(&desk, command).await,
        Command::Member(command) => member::run(&desk, command).await,
        Command::Audit(asked) => audit::run(&desk, asked).await,
        Command::Ledger(command) => ledger::run(&desk, command).await,
        Command::Generate(asked) => generate::run(&desk, &asked).await,
        Command::Demo(demo) => demo::run(&desk, location, &demo).await,
    };
    desk.store.close().await;
    done
}
