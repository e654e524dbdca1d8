//! What people see. Pages are one file each, components what two pages share; every visible word stands in `messages`.
pub mod app;
pub mod areas;
pub mod assist;
pub mod components;
pub mod contexts;
pub mod drafting;
pub mod layouts;
pub mod messages;
pub mod pages;
pub mod platform;
