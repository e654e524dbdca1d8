// A replica made for tests: ready or not, counts what reaches it, streams, upgrades, breaks off.
import { createServer } from 'node:http';
import { createHash } from 'node:crypto';

export class Upstream {
  static async start(name) {
    const upstream = new Upstream();
    Object.assign(upstream, { name, ready: true, seen: [], hashed: ['/pkg/both.js', `/pkg/${name}.js`], sockets: new Set() });
    upstream.server = createServer((request, response) => upstream.answer(request, response));
    upstream.server.on('upgrade', (request, socket) => {
      const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\nhello`);
    });
    upstream.server.on('connection', (socket) => {
      upstream.sockets.add(socket);
      socket.once('close', () => upstream.sockets.delete(socket));
    });
    await upstream.listen(0);
    return upstream;
  }

  async listen(port) {
    await new Promise((resolve) => { this.server.listen(port, '127.0.0.1', resolve); });
    this.port = this.server.address().port;
    this.address = `127.0.0.1:${this.port}`;
  }

  // As a killed process: no answer, no port.
  async kill() {
    const closed = new Promise((resolve) => { this.server.close(resolve); });
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  count(path) {
    return this.seen.filter((seen) => seen === path).length;
  }

  answer(request, response) {
    const { pathname } = new URL(request.url, 'http://x');
    if (pathname === '/api/health/ready') {
      response.writeHead(this.ready ? 200 : 503).end(this.ready ? 'ready' : 'leaving');
      return;
    }
    this.seen.push(pathname);
    if (pathname === '/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: first\n\n');
      this.goOn = () => response.end('data: second\n\n');
      return;
    }
    if (pathname.startsWith('/pkg/')) {
      if (!this.hashed.includes(pathname)) response.writeHead(404).end();
      else response.writeHead(200, { 'cache-control': 'public, max-age=31536000, immutable', 'content-type': 'text/javascript' }).end('export {};');
      return;
    }
    let bytes = 0;
    request.on('data', (chunk) => { bytes += chunk.length; });
    request.on('end', () => {
      // A replica that dies after it has read a change, before it answers.
      if (pathname === '/api/dies') request.socket.destroy();
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ name: this.name, bytes, headers: request.headers, url: request.url }));
    });
  }
}
