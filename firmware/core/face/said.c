#include "firmware/core/face/said.h"
#include "firmware/core/face/words.h"
#include "shared/must.h"

#include <string.h>

static const struct {
    const char *code, *text[LANGUAGES];
} SAID[] = {
    {"sign_in_first",
     {"scan your badge", "leia seu crachá", "escanee su placa"}},
    {"badge_unknown",
     {"badge not known", "crachá desconhecido", "placa desconocida"}},
    {"badge_wait",
     {"wait for badges", "aguarde com crachás", "espere con placas"}},
    {"pin_wrong", {"wrong PIN", "PIN errado", "PIN equivocado"}},
    {"pin_wait",
     {"wait, then the PIN", "aguarde e digite PIN", "espere y ponga PIN"}},
    {"scan_order", {"scan an order", "leia um pedido", "escanee un pedido"}},
    {"fetching", {"asking central", "consultando", "consultando"}},
    {"not_found", {"not found", "não encontrado", "no encontrado"}},
    {"taken", {"taken by", "com", "lo tiene"}},
    {"on_hold", {"on hold", "bloqueado", "retenido"}},
    {"already_packed", {"already packed", "já embalado", "ya empacado"}},
    {"cancelled", {"cancelled", "cancelado", "cancelado"}},
    {"no_stock", {"no stock", "sem estoque", "sin existencias"}},
    {"offline", {"central is away", "sem a central", "sin la central"}},
    {"taken_over",
     {"taken over: stop", "assumido: pare", "lo tomó otro: pare"}},
    {"handover",
     {"scan badge again for", "crachá de novo:", "placa otra vez:"}},
    {"supervisor",
     {"supervisor's badge", "crachá do supervisor", "placa del jefe"}},
    {"recovered",
     {"order is open again", "pedido retomado", "pedido recuperado"}},
    {"late", {"late, not counted", "tarde, não contou", "tarde, no contó"}},
    {"not_allowed",
     {"no longer allowed", "não autorizado", "ya no autorizado"}},
    {"no_numbers", {"no parcel numbers", "sem números", "sin números"}},
    {"second",
     {"second machine: stop", "outra máquina: pare", "otra máquina: pare"}},
    {"foreign",
     {"file of other central", "arquivo de outra", "archivo de otra"}},
    {"recovering",
     {"wait: central is back", "aguarde a central", "espere a la central"}},
    {"refused", {"central says", "central diz", "central dice"}},
    {"new_file",
     {"boxes to supervisor", "caixas ao supervisor", "cajas al supervisor"}},
    {"disk",
     {"disk: call somebody", "disco: chame alguém", "disco: pida ayuda"}},
    {"not_now", {"not now", "agora não", "ahora no"}},
    {"wrong_item",
     {"not in this order", "não é do pedido", "no es del pedido"}},
    {"unknown_code",
     {"unknown code", "código desconhecido", "código desconocido"}},
    {"misread",
     {"misread: scan again", "má leitura: repita", "mala lectura: repita"}},
    {"case_too_big",
     {"case holds too many", "caixa grande demais", "caja muy grande"}},
    {"lot_missing",
     {"scan code with lot", "leia código com lote", "código con lote"}},
    {"lot_other", {"other lot", "outro lote", "otro lote"}},
    {"expired", {"expired", "vencido", "vencido"}},
    {"serial_missing",
     {"scan the serial", "leia o serial", "escanee la serie"}},
    {"serial_twice",
     {"serial counted before", "serial repetido", "serie repetida"}},
    {"serial_shipped",
     {"serial has left", "serial já saiu", "serie ya enviada"}},
    {"short", {"short noted", "falta anotada", "falta anotada"}},
    {"nothing_to_undo",
     {"nothing to undo", "nada a desfazer", "nada que deshacer"}},
    {"undone", {"undone", "desfeito", "deshecho"}},
    {"stopped", {"lease over: go near", "prazo: vá à estação",
                 "plazo: a la estación"}},
    {"label_other",
     {"other parcel's label", "etiqueta de outro", "etiqueta de otro"}},
    {"no_list",
     {"nothing to pick now", "nada a separar agora", "nada que preparar"}},
    {"which",
     {"scan the tote instead", "leia a caixa", "lea la cubeta"}},
    {"list_does_not_fit",
     {"list does not fit", "a lista não cabe", "la lista no cabe"}},
};

static void append(char *out, size_t cap, const char *text)
{
    size_t at = strlen(out), len = strlen(text);
    if (len > cap - 1 - at)
        len = cap - 1 - at;
    memcpy(out + at, text, len);
    out[at + len] = 0;
}

void said_text(const char *text, int32_t language, char *out, size_t cap)
{
    size_t len = strcspn(text, " ");
    must(language >= 0 && language < LANGUAGES && cap > 0);
    out[0] = 0;
    for (size_t i = 0; i < sizeof SAID / sizeof SAID[0]; i++)
        if (strlen(SAID[i].code) == len &&
            memcmp(SAID[i].code, text, len) == 0) {
            append(out, cap, SAID[i].text[language]);
            text += len;
            break;
        }
    append(out, cap, text);
}
