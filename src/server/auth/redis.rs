//! Sessions in Redis. Rows live there, with a life of their own that ends them when nobody does; that a family has ended is written in the
//! database like everything that must hold (ADR 5), so that a master that forgets its last second brings nothing back.
//!
//! What decides and writes at once is one script, which Redis runs alone: a session that is gone is never written anew.
use crate::{
    domain::{ids::PersonId, time::Timestamp},
    server::{
        config,
        repo::sessions::{GRACE, IDLE, LIFETIME, NewSession, Open, Session},
    },
};
use redis::{
    AsyncConnectionConfig, Client, Cmd, ConnectionAddr, ErrorKind, FromRedisValue, RedisError, RedisResult, ServerErrorKind,
    aio::MultiplexedConnection,
    sentinel::{SentinelClient, SentinelClientBuilder, SentinelServerType},
};
use std::{sync::Arc, time::Duration};
use tokio::{sync::Mutex, time::Instant};

/// How long a request waits for Redis before it answers 503.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// After a failed attempt nobody tries again for this long: a crowd does not queue for a host that does not answer.
const REST: Duration = Duration::from_millis(250);
/// Rows outlive the longest session, by our clock or Redis's.
const KEPT: i64 = 2 * LIFETIME;

const CREATE: &str = "redis.call('HSET', KEYS[1], 'family', ARGV[1], 'person', ARGV[2], 'data', ARGV[3], 'active', ARGV[4],
  'expires', ARGV[5], 'superseded', '0', 'address', ARGV[6], 'agent', ARGV[7])
redis.call('EXPIRE', KEYS[1], ARGV[8])
redis.call('SADD', KEYS[2], KEYS[1])
redis.call('EXPIRE', KEYS[2], ARGV[8])
return 1";
const SAVE: &str = "if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'data', ARGV[1])
return 1";
const LOAD: &str = "local row = redis.call('HMGET', KEYS[1], 'data', 'expires', 'active', 'family')
if not row[1] or tonumber(row[2]) <= tonumber(ARGV[1]) or tonumber(row[3]) <= tonumber(ARGV[3]) then return nil end
if tonumber(row[3]) <= tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], 'active', ARGV[1]) end
return row";
const SUPERSEDE: &str = "local expires = redis.call('HGET', KEYS[1], 'expires')
if not expires then return 0 end
if tonumber(expires) > tonumber(ARGV[1]) then redis.call('HSET', KEYS[1], 'expires', ARGV[1]) end
redis.call('HSET', KEYS[1], 'superseded', '1')
return 1";
const LIST: &str = "local found = {}
for _, key in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  local row = redis.call('HMGET', key, 'family', 'active', 'expires', 'superseded', 'address', 'agent')
  if row[1] then found[#found + 1] = row else redis.call('SREM', KEYS[1], key) end
end
return found";
const FORGET: &str = "for _, key in ipairs(redis.call('SMEMBERS', KEYS[1])) do
  if redis.call('HGET', key, 'family') == ARGV[1] then redis.call('DEL', key); redis.call('SREM', KEYS[1], key) end
end
return 1";

#[derive(Clone)]
pub struct Redis(Arc<Link>);

struct Link {
    way: Way,
    state: Mutex<State>,
}

enum Way {
    Direct(Client),
    Sentinels(Mutex<SentinelClient>),
}

enum State {
    Unused,
    Connected(MultiplexedConnection),
    Resting(Instant),
}

/// One of a person's rows, superseded ones among them.
type Listed = (String, i64, i64, String, String, String);

impl Redis {
    pub fn new(config: &config::Redis) -> RedisResult<Self> {
        let way = match config {
            config::Redis::At(url) => Way::Direct(Client::open(url.0.as_str())?),
            config::Redis::Sentinels { nodes, master, password } => {
                let nodes = nodes.iter().map(|(host, port)| ConnectionAddr::Tcp(host.clone(), *port));
                let mut builder = SentinelClientBuilder::new(nodes, master, SentinelServerType::Master)?;
                if let Some(password) = password {
                    builder = builder.set_client_to_redis_password(&password.0);
                }
                Way::Sentinels(Mutex::new(builder.build()?))
            }
        };
        Ok(Redis(Arc::new(Link { way, state: Mutex::new(State::Unused) })))
    }

    /// Whether it answers.
    pub async fn probe(&self) -> RedisResult<()> {
        self.run::<String>(redis::cmd("PING")).await.map(drop)
    }

    async fn connect(&self) -> RedisResult<MultiplexedConnection> {
        let config = AsyncConnectionConfig::new().set_connection_timeout(Some(PATIENCE)).set_response_timeout(Some(PATIENCE));
        let opened = async {
            match &self.0.way {
                Way::Direct(client) => client.get_multiplexed_async_connection_with_config(&config).await,
                Way::Sentinels(client) => client.lock().await.get_async_connection_with_config(&config).await,
            }
        };
        tokio::time::timeout(PATIENCE, opened).await.map_err(|_| silent())?
    }

    async fn connection(&self) -> RedisResult<MultiplexedConnection> {
        let mut state = self.0.state.lock().await;
        match &*state {
            State::Connected(connection) => return Ok(connection.clone()),
            State::Resting(until) if *until > Instant::now() => return Err(silent()),
            State::Resting(_) | State::Unused => {}
        }
        let connected = self.connect().await;
        *state = match &connected {
            Ok(connection) => State::Connected(connection.clone()),
            Err(_) => State::Resting(Instant::now() + REST),
        };
        connected
    }

    async fn run<T: FromRedisValue>(&self, command: Cmd) -> RedisResult<T> {
        let mut connection = self.connection().await?;
        match command.query_async(&mut connection).await {
            Err(error) if is_of_connection(&error) => {
                // It went away, or is no longer the master: once more on a new one. Every script may run twice.
                *self.0.state.lock().await = State::Unused;
                let mut connection = self.connection().await?;
                command.query_async(&mut connection).await
            }
            answer => answer,
        }
    }

    fn row(digest: &str) -> String {
        format!("pa:session:{digest}")
    }

    fn of(person: PersonId) -> String {
        format!("pa:person:{person}")
    }

    pub async fn create(&self, new: &NewSession<'_>, now: Timestamp) -> RedisResult<()> {
        let mut command = script(CREATE, &[Self::row(new.id_digest), Self::of(new.person)]);
        command.arg(new.family).arg(new.person.0).arg(new.data).arg(now.0);
        command.arg(new.began.plus_seconds(LIFETIME).0).arg(new.address).arg(new.agent).arg(KEPT);
        self.run(command).await
    }

    pub async fn save(&self, digest: &str, data: &str) -> RedisResult<()> {
        let mut command = script(SAVE, &[Self::row(digest)]);
        command.arg(data);
        self.run(command).await
    }

    /// The session and its family, whose end the database knows. Being read is activity, written down at most every `touch` seconds.
    pub async fn load(&self, digest: &str, now: Timestamp, touch: i64) -> RedisResult<Option<(Session, String)>> {
        let mut command = script(LOAD, &[Self::row(digest)]);
        // A session that was idle too long is not kept alive by being asked for.
        command.arg(now.0).arg(now.plus_seconds(-touch).0).arg(now.plus_seconds(-IDLE).0);
        let found: Option<(String, i64, i64, String)> = self.run(command).await?;
        Ok(found.map(|(data, expires_at, last_active_at, family)| (Session { data, expires_at, last_active_at }, family)))
    }

    pub async fn supersede(&self, digest: &str, now: Timestamp) -> RedisResult<()> {
        let mut command = script(SUPERSEDE, &[Self::row(digest)]);
        command.arg(now.plus_seconds(GRACE).0);
        self.run(command).await
    }

    async fn rows(&self, person: PersonId) -> RedisResult<Vec<Listed>> {
        self.run(script(LIST, &[Self::of(person)])).await
    }

    /// What this person has open, by what Redis knows.
    pub async fn open(&self, person: PersonId, now: Timestamp) -> RedisResult<Vec<Open>> {
        let idle_since = now.plus_seconds(-IDLE).0;
        let rows = self.rows(person).await?;
        Ok(rows
            .into_iter()
            .filter(|(_, active, expires, superseded, ..)| superseded == "0" && *expires > now.0 && *active > idle_since)
            .map(|(family, last_active_at, expires_at, _, address, agent)| Open {
                family,
                last_active_at,
                expires_at,
                address,
                agent,
            })
            .collect())
    }

    /// Every family this person has a row of.
    pub async fn families(&self, person: PersonId) -> RedisResult<Vec<String>> {
        let mut families: Vec<String> = self.rows(person).await?.into_iter().map(|(family, ..)| family).collect();
        families.sort_unstable();
        families.dedup();
        Ok(families)
    }

    /// Takes an ended family's rows away. Nothing depends on it: its end stands in the database.
    pub async fn forget(&self, person: PersonId, family: &str) -> RedisResult<()> {
        let mut command = script(FORGET, &[Self::of(person)]);
        command.arg(family);
        self.run(command).await
    }
}

fn script(text: &str, keys: &[String]) -> Cmd {
    let mut command = redis::cmd("EVAL");
    command.arg(text).arg(keys.len()).arg(keys);
    command
}

fn silent() -> RedisError {
    (ErrorKind::Io, "no answer").into()
}

fn is_of_connection(error: &RedisError) -> bool {
    error.is_io_error()
        || error.is_connection_dropped()
        || error.is_timeout()
        || error.is_unrecoverable_error()
        || error.kind() == ErrorKind::Server(ServerErrorKind::ReadOnly)
}
