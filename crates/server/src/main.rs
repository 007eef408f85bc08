//! The command line of Shuke: `serve`, and what an operator does with policies and data.

use clap::Parser;
use shuke_server::proof::Signer;
use shuke_server::settings::{Problem, Raw, Settings};
use shuke_server::{cli, server};
use std::path::PathBuf;
use std::process::ExitCode;

/// The member centre of a retail brand: server and tools
#[derive(Debug, Parser)]
#[command(name = "shuke", version, arg_required_else_help = true)]
struct Arguments {
    /// Where the SQLite file lies [default: ./data; environment: SHUKE_DATA]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A file of settings; docs/settings.md lists them
    #[arg(long, global = true, value_name = "FILE", env = "SHUKE_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Serves the app and the API until it is told to stop
    Serve {
        /// Address and port; port 0 takes a free one [default: 127.0.0.1:8080]
        #[arg(long, value_name = "ADDRESS")]
        listen: Option<String>,
        /// Where the built app lies [default: ./dist]
        #[arg(long, value_name = "DIR")]
        app: Option<String>,
        /// Lets anybody on this machine sign in as anybody; refused where others can reach the server
        #[arg(long)]
        dev_sign_in: bool,
        /// Lets the machines of the same network, which the address must be of, do what is for development, too
        #[arg(long)]
        lan: bool,
        /// Sets the server's clock so many seconds ahead and lets this machine move it on; refused where others can reach the
        /// server
        #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
        clock_offset: Option<i64>,
    },
    #[command(flatten)]
    Operator(cli::Command),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut raw = match Raw::read(arguments.config.as_deref(), |name| std::env::var(name).ok()) {
        Ok(raw) => raw,
        Err(problems) => return refuse(&problems),
    };
    raw.flag("data", arguments.data.as_deref().and_then(|path| path.to_str()));
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match arguments.command {
        Command::Operator(command) => match given(&raw) {
            Ok(given) => runtime.block_on(cli::run(command, &Settings::location(&raw), given)),
            Err(problems) => refuse(&problems),
        },
        Command::Serve { listen, app, dev_sign_in, lan, clock_offset } => {
            raw.flag("listen", listen.as_deref());
            raw.flag("app", app.as_deref());
            raw.flag("dev_sign_in", dev_sign_in.then_some("true"));
            raw.flag("lan", lan.then_some("true"));
            raw.flag("clock_offset", clock_offset.map(|seconds| seconds.to_string()).as_deref());
            match Settings::check(&raw) {
                Ok(settings) => runtime.block_on(server::run(settings)),
                Err(problems) => refuse(&problems),
            }
        }
    }
}

/// What commands need of the settings.
fn given(raw: &Raw) -> Result<cli::Given, Vec<Problem>> {
    Ok(cli::Given { signer: Signer::new(Settings::anchoring(raw)?.key), public: Settings::public_url(raw)? })
}

fn refuse(problems: &[Problem]) -> ExitCode {
    for problem in problems {
        eprintln!("error: setting {problem}");
    }
    ExitCode::FAILURE
}
