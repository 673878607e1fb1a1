// central.mjs - a central of its own with little in it, asked by its document.
//
//     const central = await startCentral('api');
//     central.document                              // what it says of itself
//     await central.ask('get', '/api/v1/orders/{order_id}', {order_id: 1});
//     await central.stop();
//
// ask fails the test when the answer is not what the document says of it.
import assert from 'node:assert/strict';
import Ajv from 'ajv/dist/2020.js';
import {openCentral, sayHello} from '../kit/central.mjs';
import {makeFolder} from '../kit/programs.mjs';

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
        const headers = {...this.said, Authorization: `Bearer ${this.token(operation)}`};
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

    // Before a station asks for anything else.
    async sayHello() {
        this.said = await sayHello(this.url, this.tokens.station);
    }

    stop() {
        this.child.kill('SIGTERM');
        return this.child.ended;
    }
}

export async function startCentral(name, options = {}) {
    const {child, url, tokens} = await openCentral(makeFolder(name), options);
    const document = await (await fetch(new URL('/api/openapi.json', url))).json();
    return new Central(child, url, tokens, document);
}
