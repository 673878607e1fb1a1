// embed - writes files as one C table, so that a program carries them.
//
//     embed NAME FOLDER FILE... > out.c     (FILE relative to FOLDER)
#include <stdio.h>
#include <stdlib.h>

static void put_file(const char *folder, const char *name, int number)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    printf("static const unsigned char f%d[] = {", number);
    for (int c = getc(file), n = 0; c != EOF; c = getc(file), n++)
        printf("%s%d,", n % 20 ? "" : "\n", c);
    printf("0};\n");
    fclose(file);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: embed NAME FOLDER FILE...\n");
        return 2;
    }
    printf("#include \"station/base/embed.h\"\n");
    for (int i = 3; i < argc; i++)
        put_file(argv[2], argv[i], i);
    printf("extern const struct embed %s[];\n", argv[1]);
    printf("const struct embed %s[] = {\n", argv[1]);
    for (int i = 3; i < argc; i++)
        printf("    {\"%s\", f%d, sizeof f%d - 1},\n", argv[i], i, i);
    printf("    {0, 0, 0}};\n");
    return 0;
}
