// schema.h - the numbered schema steps, embedded at build; private.
//
// Released steps never change: a test pins their CRC. To change the schema,
// add station/store/KIND/NNNN_name.sql and list it in station/CMakeLists.txt.
#ifndef STORE_ENGINE_SCHEMA_H
#define STORE_ENGINE_SCHEMA_H

#include "station/store/engine/store.h"

// The SQL that leads to this version (from 1), or NULL when there is none.
const char *schema_step(enum store_kind kind, int version);

#endif
