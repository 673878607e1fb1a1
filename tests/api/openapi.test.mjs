// The API and its description: what the document says is what central does.
import assert from 'node:assert/strict';
import test from 'node:test';
import {Validator} from '@seriousme/openapi-schema-validator';
import {endAll} from '../kit/programs.mjs';
import {startCentral} from './central.mjs';

let central;
test.before(async () => {
    central = await startCentral('api');
});
test.after(async () => {
    await central.stop();
    endAll();
});

const V1 = '/api/v1';
const ORDER = {channel: 'api', order_no: 'A-1', groups: [{name: 'Maria Exemplo',
    street: 'Rua Inventada 7', city: 'Algures', postal: '1000-001', country: 'PT'}],
lines: [{sku: 'SKU-1', qty: 2}]};

// [method, template, operation] of each route; write ones alone when asked for.
function routes(wanted = () => true) {
    return Object.entries(central.document.paths).flatMap(([template, item]) =>
        Object.entries(item).map(([method, operation]) => [method, template, operation]))
        .filter(([method, , operation]) => wanted(method, operation));
}

const jsonBody = operation => operation.requestBody?.content['application/json']?.schema;

// The schema of one thing; many in a list are described beside it.
const oneOf = schema => schema.anyOf ? schema.anyOf[0] : schema;

const withMembers = () => routes((method, operation) => {
    const schema = jsonBody(operation);
    return schema && oneOf(schema).properties;
});

const typeOf = schema => [schema.type].flat()[0];

// A value that a member takes, and one that it does not.
function right(schema) {
    if (schema.enum)
        return schema.enum[0];
    return {string: 'x', integer: schema.minimum ?? 1, boolean: true, object: {},
        array: []}[typeOf(schema)];
}

function wrong(schema) {
    return {string: 7, integer: 'seven', boolean: 'yes', object: [], array: {}}[typeOf(schema)];
}

function needed(schema) {
    return Object.fromEntries(schema.required.map(name => [name, right(schema.properties[name])]));
}

test('a public validator takes the document', async () => {
    const result = await new Validator().validate(structuredClone(central.document));
    assert.deepEqual(result.errors, undefined);
    assert.equal(result.valid, true);
    assert.ok(routes().length > 60, 'all routes are in it');
});

test('each route has a name of its own, a summary, and words for each parameter', () => {
    const names = routes().map(([, , operation]) => operation.operationId);
    assert.equal(new Set(names).size, names.length);
    for (const [method, template, operation] of routes()) {
        assert.ok(operation.summary, `${method} ${template}`);
        for (const one of operation.parameters)
            assert.ok(one.in === 'path' || one.description, `${template}: ${one.name}`);
    }
});

test('who carries no token is let into no route that asks for one', async () => {
    for (const [method, template, operation] of routes()) {
        const answer = await fetch(new URL(template.replace(/\{\w+\}/g, '1'), central.url),
            {method: method.toUpperCase()});
        await answer.arrayBuffer();
        if (operation.security.length)
            assert.equal(answer.status, 401, `${method} ${template}`);
        else
            assert.ok(![404, 405].includes(answer.status), `${method} ${template}`);
    }
});

test('an unknown member is refused by its name, on every route that takes any', async () => {
    assert.ok(withMembers().length > 20);
    for (const [method, template, operation] of withMembers()) {
        const schema = oneOf(jsonBody(operation));
        const answer = await central.call(method, template,
            {body: {...needed(schema), colour: 'red'}});
        assert.equal(answer.status, 400, `${method} ${template}: ${JSON.stringify(answer.body)}`);
        assert.equal(answer.body.detail, 'colour: is not known here', `${method} ${template}`);
    }
});

test('a body that is missing is asked for where anything may stand in it', async () => {
    for (const [method, template, operation] of withMembers()) {
        const takes = Object.keys(oneOf(jsonBody(operation)).properties).length > 0;
        assert.equal(operation.requestBody.required, takes, `${method} ${template}`);
        const answer = await central.call(method, template);
        assert.equal(answer.status === 415, takes, `${method} ${template}: ${answer.status}`);
    }
});

test('a wrong type is told what was expected, member by member', async () => {
    const words = {string: 'must be a text', integer: 'must be a whole number',
        boolean: 'must be true or false', array: 'must be a list', object: 'must be an object'};
    for (const [method, template, operation] of withMembers()) {
        const schema = oneOf(jsonBody(operation));
        for (const [name, member] of Object.entries(schema.properties)) {
            const answer = await central.call(method, template,
                {body: {...needed(schema), [name]: wrong(member)}});
            assert.equal(answer.status, 400, `${method} ${template} ${name}`);
            assert.equal(answer.body.detail, `${name}: ${words[typeOf(member)]}`, template);
        }
    }
});

test('what is out of its range is told the range', async () => {
    const box = {code: 'B', name: 'B', tare_mg: -1};
    const answer = await central.call('post', `${V1}/boxes`, {body: box});
    assert.equal(answer.body.detail, 'tare_mg: must be 0 to 100000000');
    const role = await central.call('post', `${V1}/people`, {body: {role: 'king'}});
    assert.match(role.body.detail, /role: must be packer, receiver, supervisor or manager/);
});

test('what is wrong inside a list is told with the list', async () => {
    const body = {...ORDER, lines: [{sku: 'SKU-1', qty: 2, colour: 'red'}]};
    const one = await central.call('post', `${V1}/orders`, {body});
    assert.equal(one.body.detail, 'lines: colour: is not known here');
    const many = await central.ask('post', `${V1}/orders`, {body: {orders: [body]}});
    assert.equal(many.orders[0].outcome, 'refused');
    assert.equal(many.orders[0].why, 'lines: colour: is not known here');
});

test('an unknown member of a setting is refused by its name, in every kind', async () => {
    const kinds = Object.keys(central.document.components.schemas)
        .filter(name => name.startsWith('rule_')).map(name => name.slice(5));
    assert.equal(kinds.length, 10);
    for (const kind of kinds) {
        const answer = await central.call('post', `${V1}/rules/{kind}`,
            {values: {kind}, body: {code: 'USD-EUR', body: {colour: 'red'}}});
        assert.equal(answer.status, 400, kind);
        assert.equal(answer.body.detail, 'colour: is not known here', kind);
    }
    const area = await central.call('post', `${V1}/rules/{kind}`, {values: {kind: 'service'},
        body: {code: 'S', body: {areas: [{land: 'PT'}]}}});
    assert.equal(area.body.detail, 'areas: land: is not known here');
});

test('an unknown parameter is refused by its name, on every route', async () => {
    for (const [method, template] of routes()) {
        const answer = await central.call(method, template, {query: '?colour=red'});
        assert.equal(answer.status, 400, `${method} ${template}`);
        assert.equal(answer.body.detail, 'colour: is not known here', template);
    }
});

test('a parameter that is no number is told so', async () => {
    const answer = await central.call('get', `${V1}/items`, {query: '?limit=many'});
    assert.equal(answer.body.detail, 'limit: must be a whole number');
    const far = await central.call('get', `${V1}/items`, {query: '?limit=1000'});
    assert.equal(far.body.detail, 'limit: must be 1 to 200');
});

test('a list that goes on says how in its answer, and takes that and nothing else', () => {
    const next = operation =>
        operation.responses['200']?.content['application/json']?.schema?.properties?.next;
    const lists = routes((method, operation) => next(operation));
    assert.ok(lists.length >= 13, lists.map(([, template]) => template).join(' '));
    for (const [method, template, operation] of routes()) {
        const after = operation.parameters.find(one => one.name === 'after' && one.schema.pattern);
        assert.equal(Boolean(after), Boolean(next(operation)), `${method} ${template}`);
    }
});

async function importOne(kind, text) {
    const report = await central.ask('post', `${V1}/import`,
        {query: `?kind=${kind}&format=csv`, body: text, type: 'text/plain'});
    assert.equal(report.new, 1, JSON.stringify(report));
}

test('goods are answered as described', async () => {
    await importOne('items', 'sku,name,weight_g,codes\nSKU-1,One,100,9506000134352\n');
    await importOne('stock', 'sku,place,qty\nSKU-1,A-1,100\n');
    await central.ask('post', `${V1}/boxes`, {body: {code: 'BOX', name: 'Box', tare_mg: 1000}});
    const preview = await central.ask('post', `${V1}/import`, {
        query: '?kind=items&format=csv&preview=1',
        body: 'sku,name\nSKU-2,Two\n',
        type: 'text/plain',
    });
    assert.equal(preview.preview, true);
    for (const where of ['items', 'items/{item_id}', 'items/{item_id}/stock',
        'items/{item_id}/moves', 'items/{item_id}/warehouses', 'boxes'])
        await central.ask('get', `${V1}/${where}`);
    await central.ask('get', `${V1}/items/{item_id}`, {values: {item_id: 99}, status: 404});
});

test('an order is answered as described, from taken in to cancelled', async () => {
    const {order_id} = await central.ask('post', `${V1}/orders`, {body: ORDER, status: 201});
    const at = {values: {order_id, kind: 'manual', group_no: 1, line_no: 1}};
    for (const where of ['orders', 'orders/{order_id}', 'orders/{order_id}/decisions',
        'orders/{order_id}/what-if', 'stuck', 'shipments', 'shipments/{shipment_id}',
        'shipments/{shipment_id}/boxes', 'shipments/{shipment_id}/events'])
        await central.ask('get', `${V1}/${where}`, at);
    await central.ask('get', `${V1}/queue/{warehouse}`, {values: {warehouse: 'MAIN'}});
    const post = (where, body) =>
        central.ask('post', `${V1}/orders/{order_id}/${where}`, {...at, body});
    await post('hold', {kind: 'manual', reason: 'to look at'});
    await post('unhold/{kind}', {reason: 'looked_at'});
    await post('lines/{line_no}', {qty: 3, reason: 'customer_asked'});
    await post('groups/{group_no}', {city: 'Algures de Baixo'});
    await post('allocate');
    await central.ask('get', `${V1}/search`, {query: '?q=A-1'});
    assert.equal((await post('cancel', {reason: 'customer_asked'})).outcome, 'changed');
    await central.ask('post', `${V1}/orders`, {body: ORDER});
});

test('people, programs and stations are answered as described', async () => {
    await central.ask('post', `${V1}/people`,
        {body: {name: 'Pim', role: 'packer', login: 'pim', badge: 'P1', pin: '2468'}});
    await central.ask('post', `${V1}/tokens`, {body: {name: 'shop'}});
    await central.ask('post', `${V1}/stations`, {body: {name: 'bench-9'}});
    await central.ask('post', `${V1}/stations/{station_id}/warehouse`, {body: {warehouse: 'MAIN'}});
    for (const where of ['session', 'sessions', 'people', 'tokens', 'stations', 'exceptions'])
        await central.ask('get', `${V1}/${where}`);
    const at = {values: {station_id: 2, token_id: 2}, body: {reason: 'given away'}};
    await central.ask('post', `${V1}/stations/{station_id}/token`, at);
    await central.ask('post', `${V1}/stations/{station_id}/withdraw`, at);
    await central.ask('post', `${V1}/tokens/{token_id}/withdraw`, at);
    await central.ask('delete', `${V1}/sessions`, {query: '?person_id=1'});
    const {events} = await central.ask('get', `${V1}/access`);
    assert.ok(events.length >= 6);
});

test('settings and what follows from them are answered as described', async () => {
    const at = {values: {kind: 'warehouse', code: 'LIS'}};
    const lisbon = {name: 'Lisboa', country: 'PT', latitude: '38.7', longitude: '-9.1'};
    const body = {code: 'LIS', body: lisbon};
    await central.ask('post', `${V1}/rules/{kind}`, {...at, body});
    for (const where of ['rules/{kind}', 'rules/{kind}/{code}', 'warehouses', 'integrations',
        'deliveries', 'inbox', 'manifests', 'bills'])
        await central.ask('get', `${V1}/${where}`, at);
    await central.ask('get', `${V1}/exchange`, {query: '?minor=100&from=EUR&to=EUR'});
    await central.ask('post', `${V1}/rates/try`,
        {body: {warehouse: 'LIS', country: 'Portugal', weight_mg: 1000000}});
    const {body: duty} = {body: {area: 'CH', per_hs_minor: 300, permille: 50}};
    await central.ask('post', `${V1}/rules/{kind}`,
        {values: {kind: 'customs'}, body: {code: 'swiss', body: duty}});
    const goods = [{hs: '6109.10', value_minor: 2000}, {hs: '610910', value_minor: 1000},
        {hs: '91021100', value_minor: 7000}];
    const abroad = await central.ask('post', `${V1}/rates/try`,
        {body: {warehouse: 'LIS', country: 'CH', weight_mg: 1000000, goods}});
    assert.equal(abroad.duty_minor, 2 * 300 + 500);
    const handed = {code: 'none', carrier: 'CTT'};
    const lorry = await central.ask('post', `${V1}/handover`, {body: handed});
    assert.equal(lorry.verdict, 'unknown');
    const events = [{tracking: 'none', state: 'lost'}, {}];
    await central.ask('post', `${V1}/tracking`, {body: {events}});
    await central.ask('post', `${V1}/bills`, {body: {bills: [{tracking: 'none', minor: 1}, {}]}});
});

test('a station is answered as described', async () => {
    const feed = {query: '?after=0'};
    const refused = await central.ask('get', `${V1}/station/feed`, {...feed, status: 409});
    assert.equal(refused.title, 'Say hello first');
    await central.sayHello();
    await central.ask('get', `${V1}/station/feed`, feed);
    await central.ask('post', `${V1}/station/claim`, {body: {request_id: 'r-1', code: ''}});
    const nothing = {query: '?lend_sscc=1', body: '', type: 'text/plain'};
    await central.ask('post', `${V1}/station/events`, nothing);
});

test('the document says units, ranges, states and what things look like', async () => {
    const {paths} = central.document;
    const [get] = [paths[`${V1}/orders`].get];
    const state = get.parameters.find(one => one.name === 'state').schema;
    assert.ok(state.enum.includes('held'));
    const body = paths[`${V1}/orders/{order_id}/cancel`].post.requestBody;
    const {reason} = body.content['application/json'].schema.properties;
    assert.deepEqual(reason.examples, ['customer_asked']);
    const row = get.responses['200'].content['application/json'].schema.properties.orders.items;
    assert.match(row.properties.due_ms.description, /milliseconds/);
    assert.equal(row.properties.due_ms.format, 'int64');
    assert.ok(row.properties.state.enum.includes('part_shipped'));
});
