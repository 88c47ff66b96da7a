# language: zh-CN
功能: SIM7020 中文应用文档第 5 章：socket 指令的 TCP/IP 业务

  @id-sim7020-zh-socket-tcp @SIM7020ZH-5.2-E1 @smoke
  场景: TCP 客户端：创建、连接、发送、关闭
    假如有一个 TCP 服务器
    当主机发送 AT+CSOC=1,1,1
    那么模块应答
      """
      +CSOC: 0
      OK
      """
    当主机发送 AT+CSOCON=0,{server.port},"{server.ip}"
    那么模块应答 OK
    当主机发送 AT+CSOSEND=0,0,"Hello World"
    那么模块应答 OK
    并且服务器收到 Hello World
    当主机发送 AT+CSOCL=0
    那么模块应答 OK

  @id-sim7020-zh-socket-udp @SIM7020ZH-5.3-E1
  场景: UDP 连接：创建、指定对端、发送、关闭
    假如有一个 UDP 服务器
    当主机发送 AT+CSOC=1,2,1
    那么模块应答
      """
      +CSOC: 0
      OK
      """
    当主机发送 AT+CSOCON=0,{server.port},"{server.ip}"
    那么模块应答 OK
    当主机发送 AT+CSOSEND=0,0,"Hello World"
    那么模块应答 OK
    并且服务器收到 Hello World
    当主机发送 AT+CSOCL=0
    那么模块应答 OK

  @id-sim7020-zh-socket-server @SIM7020ZH-5.4-E1
  场景: TCP 服务器：绑定、监听、客户端接入、双向收发、分别关闭
    # C11：5.1 节称不支持服务器模式，本例表明支持，按本例测试。
    假如有一个 TCP 客户端
    # 先取得本机地址，供下面的 AT+CSOB 使用；原示例中没有这一步。
    当主机发送 AT+CGCONTRDP
    那么模块应答
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """
    当主机发送 AT+CSOC=1,1,1
    那么模块应答
      """
      +CSOC: 0
      OK
      """
    # C50：原示例引号内地址前多一个空格。
    当主机发送 AT+CSOB=0,5678,"{module.ip}"
    那么模块应答 OK
    当主机发送 AT+CSOLIS=0
    那么模块应答 OK
    当客户端连接到端口 5678
    # C44：末尾没有 T，与原文一致。
    那么模块上报 +NEW CLIENT CONNEC: 1
    当主机发送 AT+CSOSEND=1,0,"Hello World"
    那么模块应答 OK
    并且客户端收到 Hello World
    当客户端发送 123
    # C43：数据属于 socket 1，原文的 0 是笔误；C45：长度按十六进制字符计。
    那么模块上报 +CSONMI: 0,6,313233
    当主机发送 AT+CSOCL=0
    那么模块应答 OK
    当主机发送 AT+CSOCL=1
    那么模块应答 OK

  @id-sim7020-zh-socket-fetch @SIM7020ZH-5.5-E1 @SIM7020AT-6.2.14-R1
  场景: 手动获取网络数据：先按原样读取，再按十六进制读取，直到读空
    假如有一个 TCP 服务器
    当主机发送 AT+CSOC=1,1,1
    那么模块应答
      """
      +CSOC: 0
      OK
      """
    当主机发送 AT+CSOCON=0,{server.port},"{server.ip}"
    那么模块应答 OK
    # C46：原文漏了 OK；其后一行是有数据到达的上报，C04：句点应为逗号。
    当主机发送 AT+CSORXGET=1
    那么模块应答 OK
    当服务器发送 <1000 bytes><700 bytes>
    那么模块上报 +CSORXGET: 1.0
    # 等全部数据到达。
    并且模块静默 10 s
    当主机发送 AT+CSORXGET=2,0,1000
    那么模块应答
      """
      +CSORXGET: 2,0,1000,700
      <1000 bytes>
      OK
      """
    当主机发送 AT+CSORXGET=3,0,700
    那么模块应答
      """
      +CSORXGET: 3,0,700,0
      <700 bytes in hex>
      OK
      """
    # 以下部分中文文档缺失，取自英文文档。
    当主机发送 AT+CSORXGET=3,0,700
    那么模块应答
      """
      +CSORXGET: 3,0,0,0
      OK
      """
    当主机发送 AT+CSOCL=0
    那么模块应答 OK

  @id-sim7020-zh-sockets @SIM7020ZH-5.6-E1
  场景: 两路 socket 同时工作：一路 TCP，一路 UDP
    假如有一个 TCP 服务器
    并且有一个名为 logger 的 UDP 服务器
    当主机发送 AT+CSOC=1,1,1
    那么模块应答
      """
      +CSOC: 0
      OK
      """
    当主机发送 AT+CSOC=1,2,1
    那么模块应答
      """
      +CSOC: 1
      OK
      """
    当主机发送 AT+CSOCON=0,{server.port},"{server.ip}"
    那么模块应答 OK
    当主机发送 AT+CSOCON=1,{logger.port},"{logger.ip}"
    那么模块应答 OK
    当主机发送 AT+CSOSEND=0,0,"Hello World"
    那么模块应答 OK
    并且服务器收到 Hello World
    # C47：长度 10 是十六进制字符数，即 5 个字节。
    当主机发送 AT+CSOSEND=1,10,"3132333435"
    那么模块应答 OK
    并且 logger 收到 12345
    当主机发送 AT+CSOCL=0
    那么模块应答 OK
    当主机发送 AT+CSOCL=1
    那么模块应答 OK

  @id-sim7020-zh-socket-ack @SIM7020ZH-5.8-E1
  场景: TCP ACK 回执：数据被确认后上报字节数
    假如有一个 TCP 服务器
    当主机发送 AT+CSOC=1,1,1
    那么模块应答
      """
      +CSOC: 0
      OK
      """
    当主机发送 AT+CSOSENDFLAG=1
    那么模块应答 OK
    当主机发送 AT+CSOCON=0,{server.port},"{server.ip}"
    那么模块应答 OK
    当主机发送 AT+CSOSEND=0,0,"Hello World"
    那么模块应答 OK
    并且服务器收到 Hello World
    并且模块上报 SEND: 0,11
    当主机发送 AT+CSOCL=0
    那么模块应答 OK

  @id-sim7020-zh-socket-data @SIM7020ZH-5.9-E1
  场景: 下发消息提示：收到的数据以十六进制上报
    假如有一个 TCP 服务器
    并且模块已通过 socket 0 与服务器建立连接
    当服务器发送 123
    # C45：长度按十六进制字符计。
    那么模块上报 +CSONMI: 0,6,313233

  @id-sim7020-zh-psm @SIM7020ZH-5.10-E1 @long @persistent
  场景: 使能现场保留后，UDP 连接在 PSM 唤醒后继续可用
    假如有一个 UDP 服务器
    并且模块已接受命令 AT+CPSMSTATUS=1
    当主机发送 AT+RETENTION?
    那么模块应答
      """
      +RETENTION: 0
      OK
      """
    # C48：本例先设 RETENTION，再设 CPSMS；手册的顺序相反。
    当主机发送 AT+RETENTION=1
    那么模块应答 OK
    当主机发送 AT+CSOC=1,2,1
    那么模块应答
      """
      +CSOC: 0
      OK
      """
    当主机发送 AT+CSOCON=0,{server.port},"{server.ip}"
    那么模块应答 OK
    当主机发送 AT+CPSMS=1
    那么模块应答 OK
    并且模块上报
      """
      +CPSMSTATUS: "ENTER PSM"
      +CPSMSTATUS: "EXIT PSM"
      """
    # C50：原示例漏了右引号。
    当主机发送 AT+CSOSEND=0,0,"Hello World!!!"
    那么模块应答 OK
    并且服务器收到 Hello World!!!
    当服务器发送 123456
    那么模块上报 +CSONMI: 0,12,313233343536

  @id-sim7020-zh-socket-error @SIM7020ZH-5.11-E1 @long
  场景: 数据始终得不到确认时，上报连接中止错误
    假如有一个 TCP 服务器
    并且模块已通过 socket 0 与服务器建立连接
    # 原文的错误码为 2，没有说明起因（G10）。
    当服务器停止回复 ACK
    并且主机发送 AT+CSOSEND=0,0,"Hello World"
    那么模块应答 OK
    并且服务器收到 Hello World
    并且模块上报 +CSOERR: 0,{abort.code}
