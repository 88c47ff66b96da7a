# language: zh-CN
功能: SIM7020 中文应用文档第 6.14 节：透传模式

  @id-sim7020-zh-transparent-setting @SIM7020ZH-6.14.2-E1
  场景: 在单连接模式下使能透传模式
    假如模块处于 IP INITIAL 状态
    当主机发送 AT+CIPMUX=0
    那么模块应答 OK
    当主机发送 AT+CIPMODE=1
    那么模块应答 OK

  @id-sim7020-zh-transparent-client @SIM7020ZH-6.14.3-E1
  场景: 建立连接后用 AT+CIPCHAN 进入透传模式，双向收发
    # C12：6.14.1 节称连接建立后即处于数据模式，本例表明还需执行 AT+CIPCHAN，按本例测试。
    假如有一个 TCP 服务器
    并且模块已接受命令 AT+CIPMODE=1
    并且模块处于 IP STATUS 状态
    当主机发送 AT+CIPSTART="TCP","{server.ip}","{server.port}"
    那么模块应答 OK
    并且模块上报 CONNECT OK
    当主机发送 AT+CIPCHAN
    那么模块应答 CONNECT{connect.text}
    当服务器发送 1234567890
    那么模块输出数据 1234567890
    当主机输入 123456
    那么服务器收到 123456

  @id-sim7020-zh-transparent-escape @SIM7020ZH-6.14.4-E1
  场景: 用 +++ 回到命令模式执行指令，再用 ATO 返回数据模式
    假如有一个 TCP 服务器
    并且模块已与服务器进入数据模式
    当主机静默 2 s
    # 中文文档漏了 +++，取自英文文档。
    并且主机输入 +++
    并且主机静默时间略长于 {escape.after}
    那么模块应答 OK
    当主机发送 AT+CSQ
    那么模块应答
      """
      +CSQ: {signal}
      OK
      """
    当主机发送 ATO
    那么模块应答 CONNECT{connect.text}
    当主机输入 123456
    那么服务器收到 123456
    当服务器发送 1234567890
    那么模块输出数据 1234567890
