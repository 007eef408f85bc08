//! The server, as apps and tills meet it: the real binary on a real database, spoken to over HTTP. The modules follow the URLs.

#[cfg(test)]
mod account;
#[cfg(test)]
mod addresses;
#[cfg(test)]
mod attacks;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod benefits;
#[cfg(test)]
mod birthday;
#[cfg(test)]
mod boards;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod browsers;
#[cfg(test)]
mod busy;
#[cfg(test)]
mod card;
#[cfg(test)]
mod check_in;
#[cfg(test)]
mod commission;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod coupons;
#[cfg(test)]
mod dev;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod drawn;
#[cfg(test)]
mod ended;
#[cfg(test)]
mod exported;
#[cfg(test)]
mod failures;
#[cfg(test)]
mod forgotten;
#[cfg(test)]
mod goods;
#[cfg(test)]
mod holidays;
#[cfg(test)]
mod idempotency;
#[cfg(test)]
mod inbox;
#[cfg(test)]
mod joining;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod mall;
#[cfg(test)]
mod one_time_codes;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod operation;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod pieces;
#[cfg(test)]
mod posters;
#[cfg(test)]
mod preview;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod receipts;
#[cfg(test)]
mod referral;
#[cfg(test)]
mod replies;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod sources;
#[cfg(test)]
mod staff;
#[cfg(test)]
mod stores;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tasks;
#[cfg(test)]
mod till;
#[cfg(test)]
mod typed;
#[cfg(test)]
mod versions;
#[cfg(test)]
mod wechat;
#[cfg(test)]
mod welcome;
