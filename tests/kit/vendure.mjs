// vendure.mjs - a stand-in for Vendure's admin API: the queries and mutations that a warehouse
// makes, after the shop's own schema, and its rules of what may still be fulfilled.
//
//     const shop = new VendureShop();
//     await shop.start();                     // shop.url, shop.key
//     shop.add(1, [['11', 'SKU-001', 2]]);    // an order and its lines
//     shop.orders, shop.complaints
//     await shop.stop();
import assert from 'node:assert/strict';
import http from 'node:http';

export class VendureShop {
    constructor() {
        this.key = 'of the warehouse';
        this.orders = [];
        this.complaints = [];
        this.clock = Date.now() - 3600000;
        this.fulfilled = 0;
    }

    async start() {
        this.server = http.createServer((request, response) => this.answer(request, response));
        await new Promise(resolve => this.server.listen(0, '127.0.0.1', resolve));
        this.url = `http://127.0.0.1:${this.server.address().port}/admin-api`;
    }

    stop() {
        this.server.closeAllConnections();
        return new Promise(resolve => this.server.close(resolve));
    }

    add(id, lines) {
        this.clock += 1000;
        this.orders.push({id: String(id), code: `V${id}`, type: 'Regular', state: 'PaymentSettled',
            orderPlacedAt: new Date(this.clock).toISOString(), currencyCode: 'EUR',
            totalWithTax: 990, customer: {emailAddress: `b${id}@example.org`},
            shippingAddress: {fullName: 'Kari Prøve', streetLine1: 'Rua 1', city: 'Porto',
                postalCode: '4000-101', countryCode: 'PT'},
            lines: lines.map(([no, sku, quantity]) => ({id: no, quantity, unitPriceWithTax: 330,
                productVariant: {sku, name: sku}})),
            fulfillments: [], shippingLines: [{shippingMethod: {code: 'standard'}}]});
    }

    find(id) {
        const order = this.orders.find(one => one.id === id);
        assert.ok(order, `no order ${id}`);
        return order;
    }

    // Units of a line that stand in fulfilments.
    sentOf(order, line) {
        return order.fulfillments.filter(one => one.state !== 'Cancelled')
            .flatMap(one => one.lines).filter(one => one.orderLineId === line.id)
            .reduce((sum, one) => sum + one.quantity, 0);
    }

    async answer(request, response) {
        let text = '', body;
        for await (const part of request)
            text += part;
        try {
            assert.equal(request.headers['vendure-api-key'], this.key);
            const {query, variables} = JSON.parse(text);
            body = {data: this.handle(query, variables)};
        } catch (error) {
            this.complaints.push(error.message);
            body = {errors: [{message: error.message}]};
        }
        response.writeHead(200, {'Content-Type': 'application/json'});
        response.end(JSON.stringify(body));
    }

    handle(query, {o, i, l, t}) {
        if (query.includes('orders(options:$o)'))
            return {orders: this.list(o)};
        if (query.includes('addFulfillmentToOrder'))
            return {addFulfillmentToOrder: this.fulfil(l, t)};
        if (query.includes('transitionFulfillmentToState')) {
            const one = this.orders.flatMap(order => order.fulfillments).find(f => f.id === i);
            one.state = 'Shipped';
            return {transitionFulfillmentToState: {__typename: 'Fulfillment', state: one.state}};
        }
        if (query.includes('cancelOrder')) {
            this.find(i).state = 'Cancelled';
            return {cancelOrder: {__typename: 'Order'}};
        }
        assert.match(query, /order\(id:\$i\)/);
        return {order: this.find(i)};
    }

    list({filter, take, skip = 0}) {
        const isMeant = order => filter.id ? filter.id.in.includes(order.id)
            : order.orderPlacedAt > filter.orderPlacedAt.after &&
                filter.state.in.includes(order.state);
        const all = this.orders.filter(isMeant);
        return {totalItems: all.length, items: all.slice(skip, skip + take)};
    }

    fulfil(lines, trackingCode) {
        const order = this.orders.find(one =>
            one.lines.some(line => line.id === lines[0].orderLineId));
        for (const {orderLineId, quantity} of lines) {
            const line = order.lines.find(one => one.id === orderLineId);
            if (quantity > line.quantity - this.sentOf(order, line)) {
                this.complaints.push(`${order.code}: more than is left`);
                return {__typename: 'ItemsAlreadyFulfilledError', message: 'already fulfilled'};
            }
        }
        const one = {id: String(++this.fulfilled), state: 'Pending', trackingCode, lines};
        order.fulfillments.push(one);
        return {__typename: 'Fulfillment', ...one};
    }
}
