//! A Redis of a test's own, started on a free port and stopped by its process id. `PA_TEST_REDIS` names the executable.
use super::database::Scratch;
use std::{
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::Duration,
};

pub struct RedisServer {
    pub port: u16,
    program: String,
    arguments: Vec<String>,
    folder: Scratch,
    child: Option<Child>,
}

/// The executable. Missing under CI is a failure, elsewhere the test is skipped loudly.
pub fn program() -> Option<String> {
    match std::env::var("PA_TEST_REDIS") {
        Ok(program) => Some(program),
        Err(_) if std::env::var("CI").is_ok() => panic!("PA_TEST_REDIS is not set and CI must not skip Redis"),
        Err(_) => {
            eprintln!("SKIPPED with Redis: PA_TEST_REDIS is not set; `make test` finds the server and sets it");
            None
        }
    }
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|probe| probe.local_addr()).expect("a port").port()
}

impl RedisServer {
    /// `None` where there is no Redis to run.
    pub fn start() -> Option<Self> {
        Self::start_with(&[])
    }

    pub fn start_with(more: &[String]) -> Option<Self> {
        let mut server =
            RedisServer { port: free_port(), program: program()?, arguments: more.to_vec(), folder: Scratch::new(), child: None };
        server.resume();
        Some(server)
    }

    /// A Sentinel that watches a master on this port and decides alone.
    pub fn sentinel(master: u16) -> Option<Self> {
        let mut server =
            RedisServer { port: free_port(), program: program()?, arguments: Vec::new(), folder: Scratch::new(), child: None };
        let file = server.folder.0.join("sentinel.conf");
        let text = format!(
            "sentinel monitor mymaster 127.0.0.1 {master} 1\nsentinel down-after-milliseconds mymaster 500\n\
             sentinel failover-timeout mymaster 3000\n"
        );
        std::fs::write(&file, text).expect("a configuration");
        server.arguments = vec![file.display().to_string(), "--sentinel".into()];
        server.resume();
        Some(server)
    }

    /// Starts it (again) on its port, with what it had kept: nothing.
    pub fn resume(&mut self) {
        let mut command = Command::new(&self.program);
        // A configuration file comes first.
        command.args(&self.arguments).args(["--port", &self.port.to_string(), "--bind", "127.0.0.1"]);
        if !self.arguments.iter().any(|argument| argument == "--sentinel") {
            command.args(["--save", "", "--appendonly", "no"]);
        }
        let child =
            command.current_dir(&self.folder.0).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("Redis starts");
        self.child = Some(child);
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("Redis does not listen");
    }

    /// Kills it.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.stop();
    }
}
