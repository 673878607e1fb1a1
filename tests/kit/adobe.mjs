// adobe.mjs - a stand-in for Adobe Commerce that refuses what the real one
// would: paths, methods and members after Adobe's OpenAPI file, OAuth 1.0a
// checked by an implementation of its own, and faults on demand.
//
//     const shop = new AdobeShop();
//     await shop.start();                     // shop.url
//     shop.add(1, [[11, 'SKU-001', 2]]);      // an order and its lines
//     shop.faults.push('drop-after', 503);    // of the next calls
//     shop.shipments, shop.refunds, shop.stock, shop.calls, shop.complaints
//     await shop.stop();
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import http from 'node:http';

const encode = text =>
    encodeURIComponent(text).replace(
        /[!'()*]/g,
        c => '%' + c.charCodeAt(0).toString(16).toUpperCase()
    );

function checkSignature(request, url, keys) {
    const header = request.headers.authorization ?? '';
    assert.ok(header.startsWith('OAuth '), 'no OAuth header');
    const own = Object.fromEntries(
        [...header.matchAll(/(oauth_\w+)="([^"]*)"/g)].map(([, name, value]) => [
            name,
            decodeURIComponent(value),
        ])
    );
    const {oauth_signature: signature, ...rest} = own;
    assert.equal(own.oauth_signature_method, 'HMAC-SHA256');
    assert.ok(Math.abs(own.oauth_timestamp - Date.now() / 1000) < 300, 'timestamp');
    const pairs = [...Object.entries(rest), ...url.searchParams.entries()].map(([name, value]) => [
        encode(name),
        encode(value),
    ]);
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1));
    const base = [
        request.method,
        encode(url.origin + url.pathname),
        encode(pairs.map(p => p.join('=')).join('&')),
    ].join('&');
    const want = crypto
        .createHmac('sha256', `${encode(keys.secret)}&${encode(keys.tokenSecret)}`)
        .update(base)
        .digest('base64');
    assert.equal(signature, want, 'signature');
}

export class AdobeShop {
    constructor() {
        this.keys = {key: 'ck', secret: 'cs', token: 'at', tokenSecret: 'ats'};
        this.orders = [];
        this.shipments = [];
        this.refunds = [];
        this.stock = {};
        this.calls = [];
        this.faults = []; // of the next calls: 'drop-after', 'drop-before', 429, 503
        this.complaints = [];
        this.clock = Date.now();
    }

    async start() {
        this.server = http.createServer((request, response) => this.answer(request, response));
        await new Promise(resolve => this.server.listen(0, '127.0.0.1', resolve));
        this.url = `http://127.0.0.1:${this.server.address().port}/rest/default`;
    }

    stop() {
        this.server.closeAllConnections();
        return new Promise(resolve => this.server.close(resolve));
    }

    // Each change moves updated_at by a second, the shop's grain.
    touch(order) {
        this.clock += 1000;
        order.updated_at = new Date(this.clock).toISOString().slice(0, 19).replace('T', ' ');
        return order;
    }

    add(id, lines, more = {}) {
        const order = {
            entity_id: id,
            increment_id: `1000${id}`,
            state: 'processing',
            status: 'processing',
            created_at: new Date(this.clock).toISOString().slice(0, 19).replace('T', ' '),
            order_currency_code: 'EUR',
            grand_total: 25.5,
            customer_email: `buyer${id}@example.org`,
            is_virtual: 0,
            payment: {method: 'checkmo'},
            items: lines.map(([item_id, sku, qty]) => ({
                item_id,
                sku,
                name: 'Item ' + sku,
                product_type: 'simple',
                qty_ordered: qty,
                qty_canceled: 0,
                qty_refunded: 0,
                qty_shipped: 0,
                price_incl_tax: 8.5,
                tax_amount: 1.2,
                discount_amount: 0,
            })),
            extension_attributes: {
                shipping_assignments: [
                    {
                        shipping: {
                            method: 'flatrate_flatrate',
                            address: {
                                firstname: 'Ana',
                                lastname: 'Exemplo',
                                street: ['Rua Inventada 1', '2.º'],
                                city: 'Lisboa',
                                postcode: '1000-001',
                                country_id: 'PT',
                                telephone: '1',
                            },
                        },
                    },
                ],
            },
            ...more,
        };
        this.orders.push(this.touch(order));
        return order;
    }

    async answer(request, response) {
        let text = '';
        for await (const part of request)
            text += part;
        const url = new URL(request.url, `http://${request.headers.host}`);
        const where = url.pathname.replace('/rest/default', '');
        this.calls.push(`${request.method} ${where}`);
        const fault = request.method === 'POST' ? this.faults.shift() : undefined;
        if (fault === 'drop-before')
            return request.socket.destroy();
        if (typeof fault === 'number') {
            response.writeHead(fault, {'Content-Type': 'application/json'});
            return response.end('{"message":"not now"}');
        }
        let status = 200,
            body;
        try {
            checkSignature(request, url, this.keys);
            body = this.handle(
                request.method,
                where,
                url.searchParams,
                text ? JSON.parse(text) : {}
            );
        } catch (error) {
            status = error.status ?? 400;
            this.complaints.push(error.message);
            body = {message: error.message};
        }
        if (fault === 'drop-after')
            return request.socket.destroy();
        response.writeHead(status, {'Content-Type': 'application/json'});
        response.end(JSON.stringify(body));
    }

    find(id) {
        const order = this.orders.find(one => String(one.entity_id) === id);
        assert.ok(order, `no order ${id}`);
        return order;
    }

    handle(method, where, query, body) {
        const ship = where.match(/^\/V1\/order\/(\d+)\/ship$/);
        const refund = where.match(/^\/V1\/order\/(\d+)\/refund$/);
        const one = where.match(/^\/V1\/orders\/(\d+)(\/cancel)?$/);
        if (method === 'GET' && where === '/V1/orders')
            return this.list(query);
        if (method === 'GET' && where === '/V1/shipments')
            return {
                items: this.shipments.filter(
                    s =>
                        String(s.order_id) ===
                        query.get('searchCriteria[filter_groups][0][filters][0][value]')
                ),
            };
        if (method === 'POST' && ship)
            return this.ship(this.find(ship[1]), body);
        if (method === 'POST' && refund)
            return this.refund(this.find(refund[1]), body);
        if (method === 'GET' && one && !one[2])
            return this.find(one[1]);
        if (method === 'POST' && one?.[2]) {
            this.touch(this.find(one[1])).state = 'canceled';
            return true;
        }
        if (method === 'POST' && where === '/V1/inventory/source-items') {
            for (const row of body.sourceItems) {
                assert.deepEqual(Object.keys(row).sort(), [
                    'quantity',
                    'sku',
                    'source_code',
                    'status',
                ]);
                this.stock[`${row.source_code}/${row.sku}`] = row.quantity;
            }
            return [];
        }
        throw new Error(`${method} ${where} is not in the API`);
    }

    // Past the last page the last one comes again, as the real shop does.
    list(query) {
        const at = name => query.get(`searchCriteria[${name}]`);
        const filter = name => query.get(`searchCriteria[filter_groups][0][filters][0][${name}]`);
        assert.equal(filter('field'), 'updated_at');
        assert.equal(filter('condition_type'), 'gteq');
        const size = Number(at('pageSize'));
        assert.ok(size <= 300);
        const all = this.orders
            .filter(o => o.updated_at >= filter('value'))
            .sort((a, b) =>
                a.updated_at < b.updated_at
                    ? -1
                    : a.updated_at > b.updated_at
                      ? 1
                      : a.entity_id - b.entity_id
            );
        const pages = Math.max(1, Math.ceil(all.length / size));
        const page = Math.min(Number(at('currentPage')), pages);
        return {
            items: all.slice((page - 1) * size, page * size),
            total_count: all.length,
            search_criteria: {},
        };
    }

    // Validates what was shipped in sum, as order/{id}/ship does.
    ship(order, body) {
        for (const {order_item_id, qty} of body.items) {
            const item = order.items.find(i => i.item_id === order_item_id);
            assert.ok(item, `no item ${order_item_id}`);
            assert.ok(
                qty > 0 &&
                    qty <=
                        item.qty_ordered - item.qty_shipped - item.qty_refunded - item.qty_canceled,
                `You cannot ship more: ${order.increment_id}, ${qty} of ${JSON.stringify(item)}`
            );
            item.qty_shipped += qty;
        }
        for (const track of body.tracks)
            assert.deepEqual(Object.keys(track).sort(), ['carrier_code', 'title', 'track_number']);
        this.shipments.push({
            entity_id: this.shipments.length + 1,
            order_id: order.entity_id,
            tracks: body.tracks,
            source: body.arguments?.extension_attributes?.source_code,
        });
        this.touch(order);
        if (
            order.items.every(i => i.qty_shipped + i.qty_canceled + i.qty_refunded >= i.qty_ordered)
        )
            order.state = 'complete';
        return this.shipments.length;
    }

    refund(order, body) {
        for (const {order_item_id, qty} of body.items) {
            const item = order.items.find(i => i.item_id === order_item_id);
            assert.ok(qty > 0 && item.qty_refunded + qty <= item.qty_ordered);
            item.qty_refunded += qty;
        }
        this.refunds.push({order_id: order.entity_id, items: body.items});
        this.touch(order);
        return this.refunds.length;
    }
}
