#include "tools/day/sim.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static void die(const char *what)
{
    perror(what);
    exit(1);
}

static void listen_on(struct sim_line *l, int port)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof a;
    int yes = 1;
    pthread_mutex_init(&l->lock, NULL);
    l->fd = -1;
    l->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(l->listen_fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (l->listen_fd < 0 ||
        bind(l->listen_fd, (struct sockaddr *)&a, sizeof a) != 0 ||
        listen(l->listen_fd, 4) != 0 ||
        getsockname(l->listen_fd, (struct sockaddr *)&a, &len) != 0)
        die("simulator");
    l->port = ntohs(a.sin_port);
}

static int wait_for_station(struct sim_line *l)
{
    int fd = accept4(l->listen_fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0)
        die("accept");
    pthread_mutex_lock(&l->lock);
    l->fd = fd;
    pthread_mutex_unlock(&l->lock);
    return fd;
}

static void hang_up(struct sim_line *l)
{
    pthread_mutex_lock(&l->lock);
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
    pthread_mutex_unlock(&l->lock);
}

static bool say(struct sim_line *l, const char *bytes, size_t len)
{
    pthread_mutex_lock(&l->lock);
    bool ok = l->fd >= 0 &&
              send(l->fd, bytes, len, MSG_NOSIGNAL) == (ssize_t)len;
    pthread_mutex_unlock(&l->lock);
    return ok;
}

static void *run_scanner(void *arg)
{
    struct sim_scanner *s = arg;
    char bytes[256];
    for (;;) {
        int fd = wait_for_station(&s->line);
        while (recv(fd, bytes, sizeof bytes, 0) > 0)
            continue;
        hang_up(&s->line);
    }
    return NULL;
}

void sim_scanner_start(struct sim_scanner *s, int port)
{
    memset(s, 0, sizeof *s);
    listen_on(&s->line, port);
    if (pthread_create(&s->thread, NULL, run_scanner, s) != 0)
        die("thread");
}

void sim_hand_start(struct sim_scanner *s, const char *program,
                    const char *folder, const char *name)
{
    char flash[300];
    int in[2], out[2];
    memset(s, 0, sizeof *s);
    snprintf(flash, sizeof flash, "%s/%s.flash", folder, name);
    unlink(flash);
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
        die("pipe");
    s->hand = fork();
    if (s->hand == 0) {
        sigset_t none; // a blocked SIGTERM would be inherited
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        prctl(PR_SET_PDEATHSIG, SIGKILL); // a tool that is killed leaves none
        dup2(in[0], 0);
        dup2(out[1], 1);
        execl(program, program, "--flash", flash, "--serial", name, "--cable",
              "tcp:127.0.0.1:0", (char *)NULL);
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    s->to_hand = fdopen(in[1], "w");
    s->from_hand = fdopen(out[0], "r");
    if (!s->to_hand || !s->from_hand ||
        fscanf(s->from_hand, "port %d", &s->line.port) != 1 ||
        fgetc(s->from_hand) != '\n')
        die("handheld");
}

static bool ask_hand(struct sim_scanner *s, const char *what,
                     const char *code, const char *answer)
{
    char line[600];
    fprintf(s->to_hand, "%s%s\n", what, code);
    fflush(s->to_hand);
    return fgets(line, sizeof line, s->from_hand) &&
           strncmp(line, answer, strlen(answer)) == 0;
}

bool sim_scan(struct sim_scanner *s, const char *code)
{
    char line[600];
    if (s->hand)
        return ask_hand(s, "scan ", code, "read") &&
               ask_hand(s, "wait", "", "sent");
    int len = snprintf(line, sizeof line, "%s\r", code);
    return say(&s->line, line, (size_t)len);
}

// Answers "SI" as MT-SICS does: right-aligned in ten characters.
static void answer_scale(struct sim_scale *s)
{
    char line[64];
    pthread_mutex_lock(&s->line.lock);
    int64_t g10 = (s->mg + (s->mg < 0 ? -50 : 50)) / 100;
    bool is_moving = s->is_moving;
    pthread_mutex_unlock(&s->line.lock);
    char value[24];
    int64_t whole = g10 < 0 ? -g10 : g10;
    snprintf(value, sizeof value, "%s%lld.%lld", g10 < 0 ? "-" : "",
             (long long)(whole / 10), (long long)(whole % 10));
    int len = snprintf(line, sizeof line, "S %c %10s g\r\n",
                       is_moving ? 'D' : 'S', value);
    say(&s->line, line, (size_t)len);
}

static void *run_scale(void *arg)
{
    struct sim_scale *s = arg;
    char byte, line[8];
    for (;;) {
        int fd = wait_for_station(&s->line);
        size_t len = 0;
        while (recv(fd, &byte, 1, 0) == 1) {
            if (byte == '\n') {
                if (len >= 2 && memcmp(line, "SI", 2) == 0)
                    answer_scale(s);
                len = 0;
            } else if (len < sizeof line) {
                line[len++] = byte;
            }
        }
        hang_up(&s->line);
    }
    return NULL;
}

void sim_scale_start(struct sim_scale *s, int port)
{
    memset(s, 0, sizeof *s);
    listen_on(&s->line, port);
    if (pthread_create(&s->thread, NULL, run_scale, s) != 0)
        die("thread");
}

void sim_weigh(struct sim_scale *s, int64_t mg)
{
    pthread_mutex_lock(&s->line.lock);
    s->mg = mg;
    pthread_mutex_unlock(&s->line.lock);
}

static void answer_status(struct sim_printer *p)
{
    char text[200];
    pthread_mutex_lock(&p->line.lock);
    enum sim_fault fault = p->fault;
    bool is_silent = p->is_silent;
    pthread_mutex_unlock(&p->line.lock);
    if (is_silent)
        return;
    int len = snprintf(text, sizeof text,
                       "\x02" "030,%d,%d,1218,000,0,0,0,000,0,0,0\x03\r\n"
                       "\x02" "000,0,%d,0,0,2,4,0,00000000,1,000\x03\r\n"
                       "\x02" "1234,0\x03\r\n",
                       fault == SIM_NO_PAPER, fault == SIM_PAUSED,
                       fault == SIM_HEAD_OPEN);
    say(&p->line, text, (size_t)len);
}

static void save(struct sim_printer *p)
{
    FILE *file = p->save_to ? fopen(p->save_to, "ae") : NULL;
    if (!file)
        return;
    fwrite(p->format, 1, p->format_len, file);
    fclose(file);
}

// A whole format has come in. False when the printer dies over it.
static bool print_format(struct sim_printer *p)
{
    struct record_label label;
    struct record_form form;
    bool alive = true;
    p->format[p->format_len] = 0;
    bool has_label = record_read_zpl(p->format, &label);
    pthread_mutex_lock(&p->line.lock);
    if (p->fault == SIM_DIES_IN_LABEL) {
        p->fault = SIM_FINE;
        alive = false;
    } else if (p->fault == SIM_FINE || p->fault == SIM_SILENT_AFTER) {
        p->format_count++;
        if (has_label) {
            p->last = label;
            p->label_count++;
        }
        if (has_label && p->record_to)
            record_label_add(p->record_to, &label);
        if (p->forms_to && record_read_form(p->format, &form))
            record_form_add(p->forms_to, &form);
        save(p);
        if (p->fault == SIM_SILENT_AFTER)
            p->is_silent = true;
    }
    pthread_mutex_unlock(&p->line.lock);
    return alive;
}

// "~" commands act at once, formats when they are whole.
static bool printer_byte(struct sim_printer *p, char byte)
{
    if (p->format_len + 1 >= SIM_FORMAT_MAX)
        p->format_len = 0;
    p->format[p->format_len++] = byte;
    p->format[p->format_len] = 0;
    if (!p->in_format && p->format_len >= 3) {
        const char *tail = p->format + p->format_len - 3;
        if (memcmp(tail, "~HS", 3) == 0) {
            p->format_len = 0;
            answer_status(p);
        } else if (memcmp(tail, "^XA", 3) == 0) {
            p->in_format = true;
            memmove(p->format, tail, 3);
            p->format_len = 3;
        }
        return true;
    }
    if (p->in_format && p->format_len >= 3 &&
        memcmp(p->format + p->format_len - 3, "^XZ", 3) == 0) {
        bool alive = print_format(p);
        p->in_format = false;
        p->format_len = 0;
        return alive;
    }
    return true;
}

static void *run_printer(void *arg)
{
    struct sim_printer *p = arg;
    char bytes[4096];
    for (;;) {
        int fd = wait_for_station(&p->line);
        bool alive = true;
        p->format_len = 0;
        p->in_format = false;
        while (alive) {
            ssize_t n = recv(fd, bytes, sizeof bytes, 0);
            if (n <= 0)
                break;
            for (ssize_t i = 0; i < n && alive; i++)
                alive = printer_byte(p, bytes[i]);
        }
        hang_up(&p->line);
    }
    return NULL;
}

void sim_printer_start(struct sim_printer *p, int port)
{
    memset(p, 0, sizeof *p);
    listen_on(&p->line, port);
    if (pthread_create(&p->thread, NULL, run_printer, p) != 0)
        die("thread");
}

void sim_printer_fault(struct sim_printer *p, enum sim_fault fault)
{
    pthread_mutex_lock(&p->line.lock);
    p->fault = fault;
    if (fault == SIM_FINE)
        p->is_silent = false;
    pthread_mutex_unlock(&p->line.lock);
}

bool sim_last_label(struct sim_printer *p, struct record_label *out)
{
    pthread_mutex_lock(&p->line.lock);
    bool has = p->label_count > 0;
    if (has)
        *out = p->last;
    pthread_mutex_unlock(&p->line.lock);
    return has;
}

int sim_label_count(struct sim_printer *p)
{
    pthread_mutex_lock(&p->line.lock);
    int count = p->label_count;
    pthread_mutex_unlock(&p->line.lock);
    return count;
}
