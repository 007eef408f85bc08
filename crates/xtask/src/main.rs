//! `cargo xtask`: the one door to setting up, building, running, testing and measuring Shuke.
//!
//! Owns the command line. What a command does is in the module of its name; nothing here knows a tool.

mod app;
mod bench;
mod cargo;
mod cli;
mod dev;
mod http;
mod place;
mod proc;
mod profile;
mod qr;
mod serve;
mod server;
mod setup;
mod shots;
mod test;

use std::process::ExitCode;

fn main() -> ExitCode {
    let done = cli::parse(std::env::args_os()).and_then(|command| match command {
        cli::Command::Help => {
            println!("{}", cli::HELP);
            Ok(true)
        }
        cli::Command::Setup(options) => setup::run(&options, setup::For::Everything).map(|_| true),
        cli::Command::App(options) => app::run(&options).map(|()| true),
        cli::Command::Serve(options) => serve::run(&options).map(|()| true),
        cli::Command::Dev(options) => dev::run(&options).map(|()| true),
        cli::Command::Test(options) => test::run(&options),
        cli::Command::Bench(options) => bench::run(&options).map(|()| true),
        cli::Command::Profile(options) => profile::run(&options).map(|()| true),
        cli::Command::Shots(options) => shots::run(&options).map(|()| true),
    });
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
