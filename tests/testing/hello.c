/* Opens the port that it is given, asks the module for its name, and prints it. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    struct termios line;
    char said[256] = "";
    int port = open(arguments[count - 1], O_RDWR | O_NOCTTY), length = 0, got;

    tcgetattr(port, &line);
    cfmakeraw(&line);
    tcsetattr(port, TCSANOW, &line);
    write(port, "ATE0;+CGMM\r", 11);
    while (!strstr(said, "OK\r\n") && (got = read(port, said + length, 255 - length)) > 0)
        length += got;
    fputs(said, stdout);
    return 0;
}
