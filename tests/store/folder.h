// folder.h - a folder of its own for a test that makes files: entered before
// its first case, gone after the last, as a group's set-up and end.
#ifndef TESTS_STORE_FOLDER_H
#define TESTS_STORE_FOLDER_H

int folder_enter(void **state);
int folder_enter_memory(void **state);  // not on a disk, where that can be
int folder_leave(void **state);

#endif
