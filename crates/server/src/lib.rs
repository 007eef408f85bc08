//! The backend of Shuke: axum over HTTP, sqlx over SQLite or PostgreSQL.
//!
//! `store` is the only door to the data, `http` the only door to the network; a feature (`sign_in`, `card`, `till` …)
//! is a module with its handlers, its SQL and its `FEATURE`; `routes` knows them all. What is decided is decided in `shuke-rules`.

pub mod account;
pub mod addresses;
pub mod audit;
pub mod benefits;
pub mod birthday;
pub mod boards;
pub mod booking;
pub mod boot;
pub mod card;
pub mod check_in;
pub mod cli;
pub mod clock;
pub mod context;
pub mod coupons;
pub mod dev;
pub mod drawing;
pub mod error;
pub mod feature;
pub mod fields;
pub mod given;
pub mod health;
pub mod holidays;
pub mod http;
pub mod inbox;
pub mod jobs;
pub mod ledger;
pub mod log;
pub mod mall;
pub mod member;
pub mod metrics;
pub mod openapi;
pub mod operator;
pub mod orders;
pub mod otp;
pub mod pages;
pub mod payment;
pub mod permissions;
pub mod pictures;
pub mod policies;
pub mod preview;
pub mod printing;
pub mod proof;
pub mod receipts;
pub mod routes;
pub mod secrets;
pub mod server;
pub mod sessions;
pub mod settings;
pub mod sign_in;
pub mod staff;
pub mod stock;
pub mod store;
pub mod tasks;
pub mod till;
pub mod wallet;
pub mod welcome;

pub use error::Error;
