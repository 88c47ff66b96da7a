# language: zh-CN
功能: SIM7020 中文应用文档第 6 章：数据发送方式与手动接收

  @id-sim7020-zh-quick-sending @SIM7020ZH-6.9.3-E1
  场景: 单连接模式下快速发送，数据进入发送队列即应答
    假如有一个 TCP 服务器
    并且模块已与服务器建立连接
    # C74：连接建立后也可以切换发送模式。
    当主机发送 AT+CIPQSEND=1
    那么模块应答 OK
    当主机发送 AT+CIPSEND
    那么模块应答 >
    当主机输入 hello<Ctrl-Z>
    # C05：只有此处冒号后没有空格。
    那么模块应答 DATA ACCEPT:5
    并且服务器收到 hello

  @id-sim7020-zh-quick-sending-multi @SIM7020ZH-6.9.3-E2
  场景: 多连接模式下快速发送，应答带连接序号
    假如有一个 TCP 服务器
    并且模块处于多连接模式的 IP STATUS 状态
    当主机发送 AT+CIPSTART=0,"TCP","{server.ip}",{server.port}
    那么模块应答 OK
    # C03：此处逗号后有空格。
    并且模块上报 0, CONNECT OK
    当主机发送 AT+CIPQSEND=1
    那么模块应答 OK
    当主机发送 AT+CIPSEND=0
    那么模块应答 >
    当主机输入 1234567890<Ctrl-Z>
    那么模块应答 DATA ACCEPT: 0,10
    并且服务器收到 1234567890

  @id-sim7020-zh-amounts @SIM7020ZH-6.9.4-E1
  场景: 单连接模式下查询已发送、已确认、未确认的数据量
    假如有一个 TCP 服务器
    并且模块处于 IP STATUS 状态
    当主机发送 AT+CIPQSEND=1
    那么模块应答 OK
    当主机发送 AT+CIPSTART="TCP","{server.ip}",{server.port}
    那么模块应答 OK
    并且模块上报 CONNECT OK
    当主机发送 AT+CIPSTATUS
    那么模块应答 OK
    并且模块上报 STATE: CONNECT OK
    当主机发送 AT+CIPSEND
    那么模块应答 >
    当主机输入 012345678912<Ctrl-Z>
    那么模块应答 DATA ACCEPT: 12
    并且服务器收到 012345678912
    # 等确认返回。
    并且模块静默 10 s
    当主机发送 AT+CIPACK
    那么模块应答
      """
      +CIPACK: 12,12,0
      OK
      """

  @id-sim7020-zh-amounts-multi @SIM7020ZH-6.9.4-E2
  场景: 多连接模式下查询数据量：TCP 已确认，UDP 不被确认
    假如有一个 TCP 服务器
    并且有一个名为 logger 的 UDP 服务器
    并且模块已与服务器建立第 1 路连接
    # 原示例开始时两路连接均已建立。
    当主机发送 AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    那么模块应答 OK
    并且模块上报 2, CONNECT OK
    当主机发送 AT+CIPQSEND=1
    那么模块应答 OK
    当主机发送 AT+CIPSTATUS
    那么模块应答 OK
    并且模块上报
      """
      STATE: IP PROCESSING
      C: 0,,"","","","INITIAL"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 2,0,"UDP","{logger.ip}","{logger.port}","CONNECTED"
      C: 3,,"","","","INITIAL"
      C: 4,,"","","","INITIAL"
      C: 5,,"","","","INITIAL"
      """
    当主机发送 AT+CIPSEND=1
    那么模块应答 >
    当主机输入 TCP<Ctrl-Z>
    那么模块应答 DATA ACCEPT: 1,3
    并且服务器收到 TCP
    # 等确认返回。
    并且模块静默 10 s
    当主机发送 AT+CIPACK=1
    那么模块应答
      """
      +CIPACK: 3,3,0
      OK
      """
    当主机发送 AT+CIPSEND=2
    那么模块应答 >
    当主机输入 UDP<Ctrl-Z>
    # C04：句点应为逗号。
    那么模块应答 DATA ACCEPT: 2.3
    并且 logger 收到 UDP
    当主机发送 AT+CIPACK=2
    那么模块应答
      """
      +CIPACK: 3,0,3
      OK
      """

  @id-sim7020-zh-manual-receiving @SIM7020ZH-6.10.2-E1
  场景: 手动接收数据：先按普通模式读取，再按十六进制模式读取
    假如有一个 TCP 服务器
    当主机发送 AT+CIPRXGET=1
    那么模块应答 OK
    # 原示例省略了激活 PDP 上下文的步骤。
    当主机发送 AT+CSTT
    那么模块应答 OK
    当主机发送 AT+CIICR
    那么模块应答 OK
    当主机发送 AT+CIFSR
    那么模块应答 {module.ip}
    当主机发送 AT+CIPSTART="TCP","{server.ip}",{server.port}
    那么模块应答 OK
    并且模块上报 CONNECT OK
    当服务器发送 HELLO WORLD
    那么模块上报 +CIPRXGET: 1
    当主机发送 AT+CIPRXGET=2,1460
    那么模块应答
      """
      +CIPRXGET: 2,11,0
      HELLO WORLD
      OK
      """
    当服务器发送 HELLO WORLD
    那么模块上报 +CIPRXGET: 1
    当主机发送 AT+CIPRXGET=3,730
    那么模块应答
      """
      +CIPRXGET: 3,11,0
      48454C4C4F20574F524C44
      OK
      """
