// Addresses as the printer gets them: whole, whatever their letters and length.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';

test.afterEach(endFloors);

// What a label says: its texts, with the printer's escapes undone.
function textsOf(label) {
    return [...label.matchAll(/\^FD([^^]*)\^FS/g)].map(([, text]) =>
        decodeURIComponent(text.replaceAll('%', '%25').replaceAll(/_([0-9A-Fa-f]{2})/g, '%$1')));
}

const LONG = {name: 'Анастасия Константиновна Преображенская-Рождественская',
    street: 'улица Академика Виноградова, дом 127, корпус 4,\nподъезд 6, квартира 283',
    city: 'Петропавловск-Камчатский', postal: '683000', country: 'RU'};

test('a long address in Cyrillic is whole on label and slip, with its country in words',
    async () => {
        const floor = await openFloor('papers');
        const bytes = Buffer.byteLength(Object.values(LONG).join(''));
        assert.ok(bytes > 255, String(bytes));
        await floor.office.must('POST', 'orders', {channel: 'api', order_no: 'K-6',
            lines: [{sku: 'MUG', qty: 1}], groups: [LONG]});
        await floor.packHere('K-6');
        const papers = floor.devices.printer.labels.map(textsOf);
        const label = papers.find(texts => texts.includes('SSCC')).join('\n');
        const slip = papers.find(texts => texts.includes('Packing slip')).join('\n');
        for (const paper of [label, slip].map(text => text.replaceAll('\\&', '\n')))
            for (const part of [...Object.values(LONG).slice(0, 4), '(RU)'])
                assert.ok(paper.includes(part), `${part} is missing in ${paper}`);
        assert.match(label, /Russia/);
        assert.doesNotMatch(label, /…/);
        await floor.close();
    });

test('a customs form declares what was paid, over all lines of an item', async () => {
    const floor = await openFloor('papers-value');
    const {office} = floor;
    await office.must('POST', 'rules/warehouse', {code: 'MAIN', body: {country: 'PT'}});
    await office.must('POST', 'import?kind=items&format=json', {items: [{sku: 'MUG', name: 'Mug',
        codes: [{code: 'MUG', qty: 1}], hs: '691200', origin: 'PT', weight_mg: 115000,
        customs_name: 'Enamel mugs'}]});
    const line = {sku: 'MUG', qty: 1, price_minor: 1000};
    await office.must('POST', 'orders', {channel: 'api', order_no: 'V-1', currency: 'EUR',
        lines: [line, {sku: 'MUG', qty: 3, price_minor: 334, discount_minor: 2}],
        groups: [{name: 'Urs Beispiel', street: 'Weg 1', city: 'Bern', postal: '3000',
            country: 'CH', phone: '+41 31 000 00 00'}]});
    floor.devices.scale.grams = 0;
    await floor.packHere('V-1');
    const form = floor.devices.printer.labels.map(textsOf)
        .find(texts => texts.some(text => /Enamel mugs/.test(text)));
    assert.ok(form, 'a form is printed');
    assert.ok(form.some(text => /20\.00/.test(text)), JSON.stringify(form));
    await floor.close();
});
