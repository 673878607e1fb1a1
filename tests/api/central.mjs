// central.mjs - a central of its own with little in it, asked by its document.
//
//     const central = await startCentral('api');
//     central.document                              // what it says of itself
//     await central.ask('get', '/api/v1/orders/{order_id}', {order_id: 1});
//     await central.stop();
//
// ask fails the test when the answer is not what the document says of it.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import {BIN, makeFolder, start} from '../kit/programs.mjs';

function makeTokens(folder) {
    const words = execFileSync(path.join(BIN, 'tallyman'), ['init', path.join(folder, 'c.db'),
        '--name', 'N', '--login', 'l', '--token', 't', '--scope', 'manager', '--station', 's'],
    {input: 'correct horse battery\n', encoding: 'utf8'});
    const of = what => words.split('\n').find(line => line.includes(what)).split(/\s+/)[3];
    return {program: of('program'), station: of('station')};
}

// Resolves to the address that the program says it listens on.
function listens(child) {
    return new Promise((resolve, reject) => {
        let text = '';
        child.stdout.on('data', data => {
            const found = (text += data).match(/listens on (\S+)/);
            if (found)
                resolve(found[1]);
        });
        child.ended.then(code => reject(new Error(`central ended with ${code}`)));
    });
}

function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name] ?? 1));
}

export class Central {
    constructor(child, url, tokens, document) {
        Object.assign(this, {child, url, tokens, document});
        this.ajv = new Ajv({strict: false});
        this.ajv.addSchema(document, 'document');
    }

    operation(method, template) {
        const one = this.document.paths[template]?.[method];
        assert.ok(one, `${method} ${template} is described`);
        return one;
    }

    token(operation) {
        return operation.security.some(way => way.station) ? this.tokens.station
            : this.tokens.program;
    }

    // The bare answer: {status, type, body}.
    async call(method, template, {values = {}, query = '', body, type} = {}) {
        const operation = this.operation(method, template);
        const headers = {Authorization: `Bearer ${this.token(operation)}`};
        if (body !== undefined)
            headers['Content-Type'] = type ?? 'application/json';
        const answer = await fetch(new URL(fill(template, values) + query, this.url), {
            method: method.toUpperCase(), headers,
            body: body === undefined || type ? body : JSON.stringify(body),
        });
        const kind = answer.headers.get('content-type');
        return {status: answer.status, type: kind,
            body: kind.includes('json') ? await answer.json() : await answer.text()};
    }

    check(operation, answer, where) {
        const described = operation.responses[answer.status] ?? operation.responses.default;
        const schema = described.content[answer.type]?.schema;
        assert.ok(schema, `${where}: ${answer.status} as ${answer.type} is described`);
        if (schema.$ref || schema.type !== 'object')
            return;
        const check = this.ajv.compile(schema);
        assert.ok(check(answer.body),
            `${where}: ${JSON.stringify(check.errors)} in ${JSON.stringify(answer.body)}`);
    }

    async ask(method, template, options = {}) {
        const answer = await this.call(method, template, options);
        const where = `${method} ${template}`;
        this.check(this.operation(method, template), answer, where);
        assert.equal(answer.status, options.status ?? 200,
            `${where}: ${JSON.stringify(answer.body)}`);
        return answer.body;
    }

    stop() {
        this.child.kill('SIGTERM');
        return this.child.ended;
    }
}

export async function startCentral(name) {
    const folder = makeFolder(name);
    const tokens = makeTokens(folder);
    const child = start('tallyman-central', ['--db', path.join(folder, 'c.db'),
        '--listen', '127.0.0.1:0']);
    const url = await listens(child);
    const document = await (await fetch(new URL('/api/openapi.json', url))).json();
    return new Central(child, url, tokens, document);
}
