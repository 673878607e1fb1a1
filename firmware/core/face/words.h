// words.h - what the screen says, in three languages.
//
// UTF-8. A word in large letters has at most ten characters, a line in small
// ones at most 21 (128 pixels); a test holds the table to it.
#ifndef FIRMWARE_CORE_FACE_WORDS_H
#define FIRMWARE_CORE_FACE_WORDS_H

#include <stdint.h>

enum language { LANGUAGE_EN, LANGUAGE_PT, LANGUAGE_ES, LANGUAGES };

// X(enumerator, is it in large letters, English, Portuguese, Spanish)
#define WORDS(X) \
    X(WORD_NONE, 1, "", "", "") \
    X(WORD_SCAN, 1, "SCAN", "LEIA", "ESCANEE") \
    X(WORD_SCAN_ITEM, 0, "scan the item", "leia o item", "escanee el ítem") \
    X(WORD_SCAN_PLACE, 1, "PLACE?", "POSIÇÃO?", "¿LUGAR?") \
    X(WORD_SCAN_PARCEL, 1, "PARCEL?", "PACOTE?", "¿PAQUETE?") \
    X(WORD_SCAN_ORDER, 1, "ORDER?", "PEDIDO?", "¿PEDIDO?") \
    X(WORD_HOLD_KEY, 0, "hold left: menu", "esquerda: menu", \
      "izquierda: menú") \
    X(WORD_READING, 1, "READING", "LENDO", "LEYENDO") \
    X(WORD_ASKING, 1, "WAIT", "AGUARDE", "ESPERE") \
    X(WORD_STATION_READS, 0, "station is reading", "estação está lendo", \
      "la estación lee") \
    X(WORD_OK, 1, "OK", "OK", "OK") \
    X(WORD_KEPT, 1, "KEPT", "GUARDADO", "GUARDADO") \
    X(WORD_LINE_DONE, 1, "LINE DONE", "LINHA OK", "LÍNEA OK") \
    X(WORD_ALL_DONE, 1, "ALL DONE", "TUDO OK", "COMPLETO") \
    X(WORD_WITHDRAWN, 0, "list taken back", "lista retirada", \
      "lista retirada") \
    X(WORD_BRING, 0, "bring it to the bench", "leve à bancada", \
      "llévelo a la mesa") \
    X(WORD_WRONG, 1, "WRONG", "ERRADO", "ERROR") \
    X(WORD_WRONG_ITEM, 0, "not on this list", "não é desta lista", \
      "no es de esta lista") \
    X(WORD_WRONG_PLACE, 0, "another place", "outra posição", "otro lugar") \
    X(WORD_TOO_MANY, 1, "TOO MANY", "SOBROU", "SOBRA") \
    X(WORD_PUT_BACK, 0, "put one back", "devolva um", "devuelva uno") \
    X(WORD_LOOK, 1, "LOOK", "VEJA", "MIRE") \
    X(WORD_STOP, 1, "STOP", "PARE", "PARE") \
    X(WORD_AGAIN, 1, "AGAIN", "DE NOVO", "OTRA VEZ") \
    X(WORD_NOTHING_READ, 0, "nothing was read", "nada foi lido", \
      "no se leyó nada") \
    X(WORD_MISREAD, 0, "misread: scan again", "má leitura: repita", \
      "mala lectura: repita") \
    X(WORD_TOO_LONG, 0, "code is too long", "código longo demais", \
      "código muy largo") \
    X(WORD_FULL, 1, "FULL", "CHEIO", "LLENO") \
    X(WORD_GO_TO_STATION, 0, "go near the station", "vá até a estação", \
      "vaya a la estación") \
    X(WORD_FAULT, 1, "FAULT", "FALHA", "FALLO") \
    X(WORD_FLASH, 0, "memory: swap the unit", "memória: troque", \
      "memoria: cámbielo") \
    X(WORD_CHARGE, 1, "CHARGE", "CARREGUE", "CARGUE") \
    X(WORD_CHARGE_SOON, 0, "charge soon", "carregue logo", "cargue pronto") \
    X(WORD_NOTHING_LOST, 0, "nothing is lost", "nada se perdeu", \
      "nada se pierde") \
    X(WORD_UPDATE, 1, "UPDATE", "ATUALIZA", "ACTUALIZA") \
    X(WORD_KEEP_ON, 0, "keep it on", "não desligue", "no lo apague") \
    X(WORD_SET, 1, "SET", "FEITO", "HECHO") \
    X(WORD_NO_SETTING, 0, "unknown setting code", "código desconhecido", \
      "código desconocido") \
    X(WORD_PICK, 1, "PICK", "SEPARAR", "RECOGER") \
    X(WORD_RETURN, 1, "RETURNS", "DEVOLUÇÃO", "DEVOLUCIÓN") \
    X(WORD_COUNTING, 1, "COUNT", "CONTAR", "CONTAR") \
    X(WORD_PLACE, 1, "NEW PLACE", "POSIÇÃO", "OTRO LUGAR") \
    X(WORD_SHORT, 1, "NOT THERE", "FALTA", "FALTA") \
    X(WORD_VOLUME, 1, "VOLUME", "VOLUME", "VOLUMEN") \
    X(WORD_LANGUAGE, 1, "LANGUAGE", "IDIOMA", "IDIOMA") \
    X(WORD_OWN_NAME, 0, "English", "Português", "Español") \
    X(WORD_INFO, 1, "INFO", "INFO", "INFO") \
    X(WORD_BACK, 1, "BACK", "VOLTAR", "VOLVER") \
    X(WORD_MENU_KEYS, 0, "< >  trigger: OK", "< >  gatilho: OK", \
      "< >  gatillo: OK")

#define WORD_ENUM(id, large, en, pt, es) id,
enum word { WORDS(WORD_ENUM) WORD_COUNT };
#undef WORD_ENUM

const char *word_text(enum word w, int32_t language);

#endif
