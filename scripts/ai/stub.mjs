// A model server for trying things out and for tests: the documented Ollama API and OpenAI's chat completions, without a model. What it does is
// chosen by the model's name. Run by itself it listens on 127.0.0.1: node scripts/ai/stub.mjs [port]
import { createServer } from 'node:http';
import { createHash } from 'node:crypto';

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// Says back what it was given, as a kind colleague would: the facts, in sentences.
function fromFacts(messages) {
  const user = messages.filter(({ role }) => role === 'user').map(({ content }) => content).join('\n');
  const blocks = user.split(/\n(?!\| )/).filter((block) => block.includes('\n| ') || block.startsWith('| '));
  const last = (blocks.at(-1) ?? '').split('\n').filter((line) => line.startsWith('| ')).map((line) => line.slice(2).replace(/^[-*•]\s*/, '').trim());
  const said = last.filter((line) => line && !line.startsWith('(')).map((line) => `${line[0].toUpperCase()}${line.slice(1).replace(/[.;,]$/, '')}.`);
  return said.length > 0 ? said.join(' ') : 'There is nothing to write about yet.';
}

const HOSTILE = '</textarea><script>alert(1)</script> <img src=x onerror=alert(1)> ![x](https://evil.example/x.png) [click](javascript:alert(1)) \u001b[2J \u202e';

// Each writes pieces with `say`; what it returns is why it ended.
const BEHAVIOURS = {
  normal: async (say, ask) => { for (const word of fromFacts(ask.messages).split(/(?<= )/)) { await say(word); await pause(15); } },
  slow: async (say, ask) => { for (const word of fromFacts(ask.messages).split(/(?<= )/)) { await say(word); await pause(400); } },
  hanging: async () => { await new Promise(() => {}); },
  stalling: async (say) => { for (const word of ['This ', 'will ', 'not ']) await say(word); await new Promise(() => {}); },
  // A gigabyte, or as much of it as anybody takes.
  flooding: async (say) => { const piece = 'word '.repeat(2_000); for (let sent = 0; sent < 1 << 30; sent += piece.length) await say(piece); },
  broken: async (say, ask, socket) => { for (const word of ['This ', 'breaks ']) await say(word); await pause(50); socket.destroy(); return 'broken'; },
  garbage: async (say, ask, socket, raw) => { await raw('<html>no model here</html>\n'); return 'garbage'; },
  hostile: async (say) => { await say(HOSTILE); },
  inventing: async (say, ask) => { await say(`${fromFacts(ask.messages)} `); await say('It grew by 47 % thanks to Kenji Tanaka, on 4 March 2019.'); },
};

const MODELS = Object.keys(BEHAVIOURS);
const bare = (name) => String(name ?? '').replace(/:latest$/, '');
const digest = (name) => createHash('sha256').update(`stub ${name}`).digest('hex');
const details = { parent_model: '', format: 'stub', family: 'stub', families: ['stub'], parameter_size: '1B', quantization_level: 'Q4_0' };

function described(name) {
  return { name: `${name}:latest`, model: `${name}:latest`, modified_at: '2026-01-01T00:00:00Z', size: 1_000_000, digest: digest(name), details };
}

async function body(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  try { return JSON.parse(text || '{}'); } catch { return {}; }
}

// `seen` tells tests what was asked, and how many answers are under way.
export function modelServer() {
  const seen = { asked: [], open: 0, most: 0, sentAt: [], bytes: 0 };

  function json(response, value, status = 200) {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  }

  async function stream(request, response, ask, { type, piece, end }) {
    const behaviour = BEHAVIOURS[bare(ask.model)];
    if (!behaviour) return json(response, { error: `model '${ask.model}' not found` }, 404);
    seen.asked.push(ask);
    seen.open += 1;
    seen.most = Math.max(seen.most, seen.open);
    const left = new Promise((resolve) => { response.on('close', () => { seen.open -= 1; resolve('left'); }); });
    response.socket?.setNoDelay(true);
    if (bare(ask.model) !== 'hanging') { response.writeHead(200, { 'content-type': type }); response.flushHeaders(); }
    let count = 0;
    const whole = [];
    const raw = (text) => new Promise((resolve) => {
      seen.bytes += text.length;
      if (response.write(text)) resolve(); else response.once('drain', resolve);
    });
    const say = async (text) => {
      count += 1;
      whole.push(ask.stream === false ? text : '');
      if (ask.stream !== false) { seen.sentAt.push(Date.now()); await raw(piece(text)); }
    };
    const ended = await Promise.race([behaviour(say, ask, response.socket, raw), left]);
    if (ended === undefined && !response.destroyed) response.end(end(count, whole.join('')));
    else if (ended === 'garbage') response.end();
    return undefined;
  }

  const ollama = (ask, kind) => {
    const head = { model: ask.model, created_at: '2026-01-01T00:00:00.000000Z' };
    const said = (text) => (kind === 'chat' ? { message: { role: 'assistant', content: text } } : { response: text });
    const figures = (count) => ({ done: true, done_reason: 'stop', total_duration: 1, load_duration: 1, prompt_eval_count: 42, prompt_eval_duration: 1, eval_count: count, eval_duration: 1 });
    return {
      type: 'application/x-ndjson',
      piece: (text) => `${JSON.stringify({ ...head, ...said(text), done: false })}\n`,
      end: (count, whole) => `${JSON.stringify({ ...head, ...said(whole), ...figures(count) })}\n`,
    };
  };

  const openai = (ask) => {
    const head = { id: 'stub', object: 'chat.completion.chunk', created: 0, model: ask.model };
    const event = (value) => `data: ${JSON.stringify({ ...head, ...value })}\n\n`;
    return {
      type: 'text/event-stream',
      piece: (text) => event({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] }),
      end: (count) => `${event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}${event({ choices: [], usage: { prompt_tokens: 42, completion_tokens: count, total_tokens: 42 + count } })}data: [DONE]\n\n`,
    };
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://stub');
    const ask = request.method === 'POST' ? await body(request) : {};
    switch (`${request.method} ${pathname}`) {
      case 'GET /': return response.end('Ollama is running');
      case 'GET /api/version': return json(response, { version: '0.5.1' });
      case 'GET /api/tags': return json(response, { models: MODELS.map(described) });
      case 'GET /api/ps': return json(response, { models: [] });
      case 'POST /api/show': {
        const name = bare(ask.model ?? ask.name);
        if (!MODELS.includes(name)) return json(response, { error: `model '${name}' not found` }, 404);
        return json(response, { modelfile: '', parameters: '', template: '', details, model_info: { 'general.architecture': 'stub' }, capabilities: ['completion'], modified_at: '2026-01-01T00:00:00Z' });
      }
      case 'POST /api/chat': return stream(request, response, { messages: [], ...ask }, ollama(ask, 'chat'));
      case 'POST /api/generate': return stream(request, response, { ...ask, messages: [{ role: 'user', content: ask.prompt ?? '' }] }, ollama(ask, 'generate'));
      case 'GET /v1/models': return json(response, { object: 'list', data: MODELS.map((id) => ({ id, object: 'model', created: 0, owned_by: 'stub' })) });
      case 'POST /v1/chat/completions': return stream(request, response, { messages: [], ...ask }, openai(ask));
      default: return json(response, { error: 'not found' }, 404);
    }
  });

  return {
    seen,
    async listen(port = 0) {
      await new Promise((resolve) => { server.listen(port, '127.0.0.1', resolve); });
      return `http://127.0.0.1:${server.address().port}`;
    },
    close() { server.closeAllConnections(); return new Promise((resolve) => { server.close(resolve); }); },
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const url = await modelServer().listen(Number(process.argv[2] ?? 11434));
  console.log(`${url} speaks Ollama's API. Models: ${MODELS.join(', ')}`);
}
