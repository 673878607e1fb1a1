// office_page.mjs - the office's page as a test sees it.
//
//     const office = await OfficePage.open(browser, site);
//     await office.signIn();
//     await office.go('boxes', 'Boxes');  // the place, and its heading
//     await office.check('boxes');        // a screenshot, and axe-core
//     await office.rule('carrier', 'CTT', {name: 'Correio'});
//     office.page                         // playwright's page, for all else
import {checkAccess, openPage, shoot} from '../kit/page.mjs';

const PASSWORD = 'correct horse battery';

export class OfficePage {
    static async open(browser, site) {
        const page = await openPage(browser, site.office);
        return Object.assign(new OfficePage(), {page, site});
    }

    heading(words) {
        const isThere = want => document.querySelector('main h1')?.textContent.includes(want);
        return this.page.waitForFunction(isThere, words);
    }

    async go(place, words) {
        await this.page.goto(`${this.site.office}#${place}`);
        await this.heading(words);
    }

    async check(name) {
        await shoot(this.page, `office-${name}`);
        await checkAccess(this.page, name);
    }

    async signIn(password = PASSWORD, login = 'manager') {
        await this.page.fill('[name=login]', login);
        await this.page.fill('[name=password]', password);
        await this.page.click('button[type=submit]');
    }

    // A button that asks first: the reason chosen, and done.
    async ask(words, reason) {
        await this.page.locator(`main button:has-text("${words}")`).first().click();
        await this.page.check(`dialog label:has-text("${reason}") input`);
        await this.page.click('dialog [type=submit]');
        await this.page.waitForFunction(() => !document.querySelector('dialog'));
    }

    // A refusal stands in a message of its own, in words.
    refused(words = '') {
        return this.page.waitForSelector(`.message[data-is=wrong]:has-text("${words}")`);
    }

    async rule(kind, code, body) {
        await this.go(`rule/${kind}/`, 'a new one');
        await this.page.fill('[name=code]', code);
        await this.page.fill('[name=body]', typeof body === 'string' ? body : JSON.stringify(body));
        await this.page.click('button[type=submit]');
    }
}
